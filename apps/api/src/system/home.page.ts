const EXAMPLES: readonly (readonly [path: string, question: string])[] = [
  ['/v1/positions?on=2024-02-19', 'Who stood where on 19 February 2024?'],
  [
    '/v1/timeline?actor=taliban&issue=un-envoy&interval=month&from=2023-11&to=2024-03&fill=previous',
    'How did the Taliban stand on a UN envoy, month by month?',
  ],
  ['/v1/stances?actor=iran&issue=un-envoy', 'What is recorded of Iran on the envoy, and from which source?'],
  ['/v1/timeline?actor=iran&interval=change', 'What did Iran hold, issue by issue, and since when?'],
  ['/v1/events', 'Which events are recorded, and who took part?'],
  ['/v1/actors?q=afghan', 'Which actors have “afghan” in their names?'],
];

const item = ([path, question]: readonly [string, string]): string =>
  `<li><a href="${path.replaceAll('&', '&amp;')}">${question}</a><br><code>GET ${path.replaceAll('&', '&amp;')}</code></li>`;

export const HOME = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stanceline</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #1b1f24; background: #fff; }
  code { font-size: .85rem; color: #57606a; overflow-wrap: anywhere; }
  li { margin: .7rem 0; }
  a { color: #0a58ca; }
</style>
</head>
<body>
<main>
<h1>Stanceline</h1>
<p>Who stands where on which question, since when, according to whom, and how that changed.</p>
<h2>Ask</h2>
<ul>${EXAMPLES.map(item).join('')}</ul>
<h2>Build on it</h2>
<p><a href="/docs">All operations, to read and to try</a> · <a href="/openapi.json">OpenAPI 3.1</a> · <a href="/metrics">metrics</a> · <a href="/readyz">readiness</a></p>
</main>
</body>
</html>
`;
