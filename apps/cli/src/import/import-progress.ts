import cliProgress, { type SingleBar } from 'cli-progress';
import type { ImportProgress } from '@app/exchange';
import { duration, whole } from '../numbers.js';

const LINE_EVERY_MILLISECONDS = 5_000;
const FRAMES_A_SECOND = 5;
/** Rates of the first moments say nothing. */
const SETTLED_MILLISECONDS = 1_000;

/** Shows on standard error how far an import is: a bar on a terminal, otherwise a line now and then. */
export class ShownProgress {
  private readonly begun = performance.now();
  private recordingSince: number | null = null;
  private latest: ImportProgress = { phase: 'reading', bytes: 0, bytesRead: 0, rows: 0 };
  private readonly bar: SingleBar | null;
  private readonly lines: NodeJS.Timeout | null;

  constructor(output: NodeJS.WriteStream) {
    const isTerminal = output.isTTY === true;
    this.bar = isTerminal ? this.barOn(output) : null;
    this.lines = isTerminal ? null : setInterval(() => void output.write(`${this.text()}\n`), LINE_EVERY_MILLISECONDS);
    this.bar?.start(1, 0);
  }

  show(progress: ImportProgress): void {
    this.latest = progress;
    if (progress.phase === 'recording') this.recordingSince ??= performance.now();
    this.bar?.update(this.share);
  }

  /** Leaves the terminal as it was. */
  end(): void {
    this.bar?.stop();
    if (this.lines !== null) clearInterval(this.lines);
  }

  private get share(): number {
    const { bytes, bytesRead } = this.latest;
    return bytes === 0 ? 0 : Math.min(bytesRead / bytes, 1);
  }

  /** One line: what is done, how fast, and how long it will take. */
  private text(): string {
    const { rows } = this.latest;
    const now = performance.now();
    if (this.recordingSince !== null) return `recording ${whole(rows)} rows … ${duration(now - this.recordingSince)}`;
    const elapsed = now - this.begun;
    const read = `reading ${Math.floor(this.share * 100)} %, ${whole(rows)} rows`;
    if (elapsed < SETTLED_MILLISECONDS || this.share === 0) return read;
    const left = (elapsed / this.share) * (1 - this.share);
    return `${read}, ${whole((rows / elapsed) * 1000)} rows/s, ${duration(left)} left`;
  }

  private barOn(output: NodeJS.WriteStream): SingleBar {
    return new cliProgress.SingleBar({
      stream: output,
      barsize: 30,
      barCompleteChar: '#',
      barIncompleteChar: '.',
      fps: FRAMES_A_SECOND,
      clearOnComplete: true,
      // Ctrl-C is answered elsewhere, and ends with `end`.
      gracefulExit: false,
      format: (options) => `[${cliProgress.Format.BarFormat(this.share, options)}] ${this.text()}`,
    });
  }
}
