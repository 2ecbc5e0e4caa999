import { Recording, stanceOf } from './recording.js';
import { Seeded } from './seeded.js';

const ACTORS = ['iran', 'taliban', 'russia'] as const;
const ISSUES = ['envoy', 'roll-call', 'boycott'] as const;
const SOURCES = ['press', 'irna', 'un'] as const;
const EVENTS = ['doha', 'tehran'] as const;
/** Recorded some time after the rest, so that earlier moments do not know them. */
export const LATE = 'late';

const WORDS = ['supports the envoy', 'rejects the envoy', 'نمی‌پذیرد', '100% sure', null] as const;
const ACTS = ['STATEMENT', 'AGREEMENT', 'PLEDGE', 'VOTE', 'ACTION', 'MEETING', 'REFUSAL', 'ABSENCE'] as const;
const CHANNELS = ['ON_RECORD', 'ANONYMOUS_SOURCE', 'LEAK', null] as const;
const CONFIDENCES = ['LOW', 'MODERATE', 'HIGH', null] as const;
const POSITIONS: Readonly<Record<string, readonly (number | null)[]>> = {
  envoy: [-2, -1, 0, 1, 2, null],
  'roll-call': [-1, 0, 1, null],
  boycott: [-2, 2, null],
};

/** A history of records that grows by chance, always the same for the same seed. */
export class GeneratedHistory {
  /** Ids of the stances that may still be revised or retracted, with their revisions. */
  private readonly open = new Map<string, number>();
  private readonly revisions = new Map<string, number>();
  private numbered = 0;
  /** Ids of all stances, in the order of recording. */
  readonly stances: string[] = [];

  constructor(
    private readonly recording: Recording,
    private readonly seeded: Seeded,
  ) {}

  /** Records what the stances refer to. */
  async begin(): Promise<void> {
    const { recording } = this;
    for (const slug of [...ACTORS, 'unused']) await recording.actor(slug);
    await recording.issue('broad');
    await recording.issue('envoy', { broader: [{ issue: 'broad', direction: 1, weight: 1 }] });
    await recording.issue('roll-call', { scale: 'vote-3' });
    await recording.issue('boycott', { absenceCarriesPosition: true });
    await recording.issue('unused');
    for (const slug of [...SOURCES, 'unused']) await recording.source(slug);
    for (const slug of EVENTS) await recording.event(slug, { participants: [{ actor: 'iran', role: 'HOST' }] });
    await recording.relation('talks', { subject: 'taliban', object: 'iran', valid: '2020/2023' });
  }

  /** One change, of a stance mostly. */
  async step(): Promise<void> {
    const { open, seeded } = this;
    if (open.size < 5 || seeded.chance(4, 10)) return this.record();
    if (seeded.chance(5, 10)) return this.revise();
    return seeded.chance(5, 10) ? this.retract() : this.changeCatalog();
  }

  async record(): Promise<void> {
    const { id } = await this.recording.stance(this.stance());
    this.stances.push(id);
    this.open.set(id, 1);
  }

  /** The first moment from which the late entries are known. */
  async addLate(): Promise<void> {
    const { recording } = this;
    await recording.actor(LATE);
    await recording.issue(LATE, { broader: [{ issue: 'broad', direction: -1, weight: 2 }] });
    await recording.source(LATE);
    await recording.scale(LATE, [0, 1, 5]);
    await recording.event(LATE, { participants: [{ actor: LATE, role: 'ATTENDED' }] });
    await recording.relation(LATE, { subject: LATE, object: 'iran', source: LATE });
    for (const more of [
      { actor: LATE, issue: 'envoy' },
      { actor: 'iran', issue: LATE, target: LATE, speaker: LATE, event: LATE },
      { actor: 'iran', issue: 'envoy', citations: [{ source: LATE, credibility: 1 }] },
    ]) {
      const { id } = await recording.stance({ ...this.stance(), act: 'STATEMENT', position: 1, ...more });
      this.open.set(id, 1);
    }
  }

  /** Takes back what nothing refers to. */
  async retractUnused(): Promise<void> {
    for (const kind of ['actors', 'issues', 'sources']) await this.recording.retract(`/v1/${kind}/unused`);
  }

  async revise(): Promise<void> {
    const { seeded } = this;
    const [id, revision] = seeded.oneOf([...this.open]);
    const { actor, issue, act, position, date, ...rest } = this.stance();
    const changes = seeded.chance(1, 2) ? { actor, issue, act, position, date } : { date, ...rest };
    await this.recording.patch(`/v1/stances/${id}`, revision, changes);
    this.open.set(id, revision + 1);
  }

  async retract(): Promise<void> {
    const [id] = this.seeded.oneOf([...this.open]);
    await this.recording.retract(`/v1/stances/${id}`, 'By chance.');
    this.open.delete(id);
  }

  private async changeCatalog(): Promise<void> {
    const { seeded } = this;
    this.numbered += 1;
    const text = `Named ${this.numbered}`;
    const [path, changes] = seeded.oneOf<readonly [string, Readonly<Record<string, unknown>>]>([
      ['/v1/actors/iran', { names: [{ text, language: 'en', kind: 'PREFERRED' }] }],
      ['/v1/actors/russia', { identifiers: [{ scheme: 'cow', value: String(this.numbered) }], kind: 'IGO' }],
      ['/v1/issues/envoy', { proposition: text, broader: [] }],
      ['/v1/issues/roll-call', { broader: [{ issue: 'broad', direction: -1, weight: this.numbered }] }],
      ['/v1/sources/irna', { title: text, reliability: seeded.oneOf(['A', 'F']), date: '2024' }],
      ['/v1/events/doha', { name: text, date: '2024-03', participants: [{ actor: 'russia', role: 'INVITED' }] }],
      ['/v1/relations/talks', { title: text, valid: '2022/..', source: 'un' }],
      ['/v1/scales/support-5', { name: text }],
    ]);
    const revision = this.revisions.get(path) ?? 1;
    await this.recording.patch(path, revision, changes);
    this.revisions.set(path, revision + 1);
  }

  private stance(): Readonly<Record<string, unknown>> {
    const { seeded } = this;
    const issue = seeded.oneOf(ISSUES);
    const act = seeded.oneOf(ACTS);
    this.numbered += 1;
    return stanceOf({
      actor: seeded.oneOf(ACTORS),
      issue,
      act,
      position: act === 'ABSENCE' && issue !== 'boycott' ? null : seeded.oneOf(POSITIONS[issue]!),
      date: this.date(),
      target: seeded.chance(1, 3) ? seeded.oneOf(ACTORS) : null,
      speaker: seeded.chance(1, 4) ? seeded.oneOf(ACTORS) : null,
      event: seeded.chance(1, 3) ? seeded.oneOf(EVENTS) : null,
      channel: seeded.oneOf(CHANNELS),
      confidence: seeded.oneOf(CONFIDENCES),
      summary: seeded.oneOf(WORDS),
      externalId: seeded.chance(1, 2) ? `row/${this.numbered}` : null,
      citations: this.citations(),
    });
  }

  private citations(): unknown[] {
    const { seeded } = this;
    return Array.from({ length: 1 + seeded.below(2) }, () => ({
      source: seeded.oneOf(SOURCES),
      credibility: 1 + seeded.below(6),
      ...(seeded.chance(1, 3) ? { quote: { exact: seeded.oneOf(['the envoy', 'water']), prefix: 'about ' } } : {}),
    }));
  }

  /** Few days, so that many records share one. */
  private date(): string {
    const { seeded } = this;
    const day = `2024-0${1 + seeded.below(3)}-${seeded.oneOf(['01', '15', '28'])}`;
    const month = `2023-1${seeded.below(3)}`;
    return seeded.oneOf([
      day,
      day,
      day,
      `${day}~`,
      month,
      '2024-02',
      '2023',
      '2024-02-1X',
      '[2023-12,2024-02]',
      `${month}/${day}`,
      `${month}/..`,
      `../${day}`,
      `${day}/2024-03-31`,
    ]);
  }
}
