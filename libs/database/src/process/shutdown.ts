const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C, or one stop of a supervisor, may arrive several times. */
const SAME_SIGNAL_MILLISECONDS = 2_000;

/**
 * Ends the process in good order on a signal: what was opened last is closed first. A signal that comes again after a
 * while does not wait any longer.
 */
export class Shutdown {
  private readonly closers: (() => Promise<void>)[] = [];
  private begunAt: number | null = null;

  constructor(private readonly say: (line: string) => void) {
    for (const signal of SIGNALS) process.on(signal, () => void this.onSignal(signal));
  }

  /** Whatever is opened from now on is closed before this. */
  add(close: () => Promise<void>): void {
    this.closers.unshift(close);
  }

  private async onSignal(signal: string): Promise<void> {
    const now = performance.now();
    if (this.begunAt !== null) {
      if (now - this.begunAt < SAME_SIGNAL_MILLISECONDS) return;
      this.say('Stopping at once');
      process.exit(1);
    }
    this.begunAt = now;
    this.say(`${signal}: finishing the requests under way`);
    let code = 0;
    for (let close = this.closers.shift(); close !== undefined; close = this.closers.shift()) {
      try {
        await close();
      } catch (error) {
        this.say(`While stopping: ${(error as Error).message}`);
        code = 1;
      }
    }
    this.say('Stopped');
    process.exit(code);
  }
}
