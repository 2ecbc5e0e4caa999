const WIDTH = 30;
const LINE_EVERY_MS = 10_000;

/** Reports how far a long piece of work is: a bar on a terminal, a line now and then elsewhere. */
export function progress(label, total) {
  const isTerminal = process.stdout.isTTY === true;
  const begun = performance.now();
  let told = begun;
  const text = (done) => `${label} ${Math.floor((done / total) * 100)} %, ${secondsSince(begun)} s`;
  return {
    at(done) {
      if (isTerminal) {
        const filled = Math.round((done / total) * WIDTH);
        process.stdout.write(`\r[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${text(done)}\u001b[K`);
      } else if (performance.now() - told > LINE_EVERY_MS) {
        told = performance.now();
        console.log(text(done));
      }
    },
    end() {
      if (isTerminal) process.stdout.write('\r\u001b[K');
      console.log(`${label}: ${secondsSince(begun)} s`);
    },
  };
}

/** Runs one step and says how long it took. */
export async function timed(label, work) {
  const begun = performance.now();
  const result = await work();
  console.log(`${label}: ${secondsSince(begun)} s`);
  return result;
}

const secondsSince = (begun) => ((performance.now() - begun) / 1000).toFixed(1);
