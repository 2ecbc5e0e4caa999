import net from 'node:net';

// Sends requests over a number of kept connections, one at a time on each, and times the answers. It reads no more of
// an answer than its status and its length, so that it takes as little as possible of the two cores it shares.

const HEAD_END = Buffer.from('\r\n\r\n');

let requests = [];
let next = 0;

/** Requests of one connection until `until`; each latency goes to `record`. */
function connection({ port, record, until }) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let sent = 0;
    let head = null;
    let missing = 0;
    let status = 0;
    let size = 0;
    const send = () => {
      if (performance.now() >= until) return socket.end(resolve);
      const request = requests[next];
      next = (next + 1) % requests.length;
      head = null;
      sent = performance.now();
      return socket.write(request);
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      if (head !== true) {
        const bytes = head === null ? chunk : Buffer.concat([head, chunk]);
        const end = bytes.indexOf(HEAD_END);
        if (end < 0) return void (head = bytes);
        const text = bytes.latin1Slice(0, end);
        head = true;
        status = Number(text.slice(9, 12));
        size = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? (status === 304 ? 0 : Number.NaN));
        missing = size - (bytes.length - end - HEAD_END.length);
      } else {
        missing -= chunk.length;
      }
      if (missing > 0) return undefined;
      record(performance.now() - sent, missing === 0 ? status : 0, size);
      return send();
    });
    socket.on('error', reject);
  });
}

async function run({ connections, port, seconds }) {
  const latencies = [];
  let failed = 0;
  let bytes = 0;
  const begun = performance.now();
  const record = (milliseconds, status, size) => {
    latencies.push(milliseconds);
    bytes += size;
    if (status !== 200 && status !== 304) failed += 1;
  };
  const until = begun + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, () => connection({ port, record, until })));
  const elapsed = (performance.now() - begun) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    requests: latencies.length,
    failed,
    rate: latencies.length / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    bytes: Math.round(bytes / Math.max(1, latencies.length)),
  };
}

const COMMANDS = {
  /** Requests to send in turn, from `start` on. */
  aim({ host, start, targets }) {
    requests = targets.map(({ etag, url }) =>
      Buffer.from(`GET ${url} HTTP/1.1\r\nHost: ${host}\r\n${etag ? `If-None-Match: ${etag}\r\n` : ''}\r\n`),
    );
    next = start % requests.length;
    return {};
  },
  async run(given) {
    return { ...(await run(given)), next };
  },
};

process.on('message', async ({ command, ...given }) => process.send(await COMMANDS[command](given)));
process.on('disconnect', () => process.exit(0));
