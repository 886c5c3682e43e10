import { buttonClass } from '#components/ui/button';

/** Comes with every page, so it brings nothing but words. */
export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-4 pt-[18vh]">
      <h1 className="text-2xl font-semibold">Page not found</h1>
      <p className="mt-3 mb-5 text-muted">
        Open an artifact by its reference, such as localhost:5000/demo/app:1.0.
      </p>
      <a href="/" className={buttonClass('primary')}>
        Home
      </a>
    </main>
  );
}
