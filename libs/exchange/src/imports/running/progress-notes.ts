import type { ImportPhase, ImportProgress } from '../import.js';

const EVERY_MILLISECONDS = 1000;

/** Tells whoever started an import how far it is, and notes it once a second for those who ask elsewhere. */
export class ProgressNotes {
  private noted = 0;
  private rows = 0;
  private phase: ImportPhase = 'reading';
  private noting: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: { readonly size: number; bytesRead(): number },
    private readonly progressed: (progress: ImportProgress) => void,
    private readonly note: (progress: ImportProgress) => Promise<void>,
  ) {}

  read(rows: number): void {
    this.rows = rows;
    this.tell();
  }

  enter(phase: ImportPhase): void {
    this.phase = phase;
    this.noted = 0;
    this.tell();
  }

  /** Afterwards nothing is noted any more. */
  async settled(): Promise<void> {
    await this.noting;
  }

  private tell(): void {
    const progress = {
      phase: this.phase,
      rows: this.rows,
      bytes: this.source.size,
      bytesRead: this.source.bytesRead(),
    };
    this.progressed(progress);
    const now = performance.now();
    if (this.noted !== 0 && now - this.noted < EVERY_MILLISECONDS) return;
    this.noted = now;
    // A note that is lost loses nothing else: the next one says more.
    this.noting = this.noting.then(() => this.note(progress)).catch(() => undefined);
  }
}
