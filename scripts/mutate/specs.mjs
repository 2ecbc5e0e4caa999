import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pinnedNode } from '../install.mjs';
import { ROOT } from '../support/project.mjs';

const RUNNER = fileURLToPath(new URL('runner.mjs', import.meta.url));
/** Jest does not give back the modules of a run. */
const MOST_MEMORY = 0.8e9;
/** By the clock, and by Node where there is no memory left. */
const ENDED = ['SIGKILL', 'SIGABRT', 134];

/** A process that runs the specs of a folder; another one where that ended or had to be ended. */
export class Specs {
  #folder;
  #stderr;
  #child;

  /** @param stderr what a change makes Node say of itself is of no interest; what is said without one is */
  constructor(folder, stderr = 'ignore') {
    this.#folder = folder;
    this.#stderr = stderr;
  }

  /**
   * @returns the spec files that failed, and all that ran with their milliseconds; `ended` where they ran for ever or
   * out of memory
   */
  async run({ specs, env, patience }) {
    const child = (this.#child ??= await this.#started());
    const answer = answerOf(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.send({ specs, env });
    const result = await answer.finally(() => clearTimeout(timer));
    if (result.ended) this.#child = undefined;
    else if (result.memory > MOST_MEMORY) this.stop();
    return result;
  }

  stop() {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #started() {
    const child = fork(RUNNER, [this.#folder], {
      cwd: ROOT,
      execPath: pinnedNode(),
      execArgv: ['--experimental-vm-modules', '--no-warnings', '--max-old-space-size=1536'],
      stdio: ['ignore', 'ignore', this.#stderr, 'ipc'],
    });
    await answerOf(child);
    return child;
  }
}

/** What the process says next. Throws where it fails by itself, which must not pass for what a change has done. */
function answerOf(child) {
  return new Promise((resolve, reject) => {
    const settled = (settle) => (value, signal) => {
      child.off('message', answered).off('exit', ended);
      settle(value, signal);
    };
    const answered = settled(resolve);
    const ended = settled((code, signal) =>
      ENDED.includes(signal ?? code)
        ? resolve({ failed: [], ran: [], ended: true })
        : reject(new Error(`The process that runs specs ended by itself with ${signal ?? code}.`)),
    );
    child.on('message', answered).on('exit', ended);
  });
}
