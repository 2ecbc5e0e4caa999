const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C may arrive several times: from the terminal, and from npm. */
const SAME_WISH_MILLISECONDS = 2_000;

/**
 * Ctrl-C and its like. What runs is stopped, and the command then ends by itself, in good order; whoever asks again
 * after a while does not wait for that.
 */
export class Interruption {
  private begunAt: number | null = null;
  private stop: () => Promise<void> = () => Promise.resolve();

  constructor() {
    for (const signal of SIGNALS) process.on(signal, () => this.onSignal());
  }

  get hasCome(): boolean {
    return this.begunAt !== null;
  }

  /** What stops the work that is under way from now on. */
  stopsBy(stop: () => Promise<void>): void {
    this.stop = stop;
  }

  private onSignal(): void {
    const now = performance.now();
    if (this.begunAt === null) {
      this.begunAt = now;
      // What goes wrong while stopping is reported by the work that was stopped.
      this.stop().catch(() => undefined);
    } else if (now - this.begunAt > SAME_WISH_MILLISECONDS) {
      process.exit(130);
    }
  }
}
