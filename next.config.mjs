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
  // The development channel otherwise opens to localhost only; our front has judged Host and Origin before.
  allowedDevOrigins: ['127.0.0.1', '[::1]'],
  // `npm run check` holds the types, tests included; whoever only starts the product need not wait for that.
  typescript: { ignoreBuildErrors: true },
};

export default config;
