import { readFileSync, writeFileSync } from 'node:fs';

// Loaded into the process that is measured: it notes the most memory that it ever held, and its processor time.

/** KiB. getrusage also counts the process from which this one was forked, so it is asked only where there is no /proc. */
function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { peakBytes: peak() * 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  writeFileSync(process.env.STANCELINE_BENCH_USAGE, JSON.stringify(usage));
});
