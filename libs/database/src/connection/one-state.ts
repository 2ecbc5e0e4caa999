/**
 * Reads by several statements what has to be of one state of the data. Where something was recorded between them, all
 * are asked again, as of the state that the last of them saw.
 * @param moment null is now
 * @param read `states` are those that its statements saw, in their order; one at least
 */
export async function ofOneState<Found extends { readonly states: readonly string[] }>(
  moment: string | null,
  read: (moment: string | null) => Promise<Found>,
): Promise<Found> {
  const found = await read(moment);
  const last = found.states.at(-1)!;
  const isOne = moment !== null || found.states.every((state) => state === last);
  return isOne ? found : read(last);
}
