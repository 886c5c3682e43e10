/** @type {import('next').NextConfig} */
const config = {
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['undici', 'pino'],
  skipTrailingSlashRedirect: true,
  devIndicators: false,
};

export default config;
