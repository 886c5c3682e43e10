/** @type {import('next').NextConfig} */
const config = {
  // Compression would take the length from answers; scripts and styles are packed by our own build.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ['undici', 'pino'],
  skipTrailingSlashRedirect: true,
  devIndicators: false,
  // All routes at once are a third of the time and of the memory of a start; each loads with its first request.
  experimental: { preloadEntriesOnStart: false },
  // The development channel otherwise opens to localhost only; our front has judged Host and Origin before.
  allowedDevOrigins: ['127.0.0.1', '[::1]'],
  // `npm run check` holds the types, tests included; whoever only starts the product need not wait for that.
  typescript: { ignoreBuildErrors: true },
};

export default config;
