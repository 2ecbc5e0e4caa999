/** An answer that is being computed, and who else is to have it. */
export interface UnderWay<Answer> {
  readonly key: string;
  readonly version: number;
  readonly waiting: ((answer: Answer | null) => void)[];
}

/**
 * Lets equal questions that are asked at the same time be computed once: whoever asks first computes, and the others
 * wait for what that gives. Only those that began at the same version of the data: an answer begun before a write must
 * not be given to a question asked after it.
 */
export class AnswersUnderWay<Answer> {
  private readonly byKey = new Map<string, UnderWay<Answer>>();

  /**
   * What the asker has to compute, and to `end` whatever comes of it; or null, and `take` will be called with what
   * another has computed, or with null where that was nothing to be shared.
   */
  begin(key: string, version: number, take: (answer: Answer | null) => void): UnderWay<Answer> | null {
    const found = this.byKey.get(key);
    if (found?.version === version) {
      found.waiting.push(take);
      return null;
    }
    const begun = { key, version, waiting: [] };
    this.byKey.set(key, begun);
    return begun;
  }

  end(begun: UnderWay<Answer>, answer: Answer | null): void {
    // By now its place may be taken by one of a later version.
    if (this.byKey.get(begun.key) === begun) this.byKey.delete(begun.key);
    for (const take of begun.waiting.splice(0)) take(answer);
  }
}
