const CHECK_MS = 500;

/** Asks this process to stop once the one that started it is gone: otherwise it would go on unseen. */
export function followParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, CHECK_MS);
  watch.unref();
}
