/** @type {import('next').NextConfig} */
const config = {
  // Compression would take the length from answers, and serves nobody on this machine.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['undici', 'pino'],
  skipTrailingSlashRedirect: true,
  devIndicators: false,
  // `npm run check` holds the types, tests included; whoever only starts the product need not wait for that.
  typescript: { ignoreBuildErrors: true },
};

export default config;
