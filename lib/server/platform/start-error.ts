/** What keeps the server from starting. The message is the one line that the person at the terminal reads. */
export class StartError extends Error {
  readonly code: 'setting' | 'port' | 'data' | 'database' | 'build';

  constructor(code: StartError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
    this.code = code;
  }
}
