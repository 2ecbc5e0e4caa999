import { Lexer, Parser } from 'yaml';

/** What the parser holds open at once; a profile that does all that one can needs about 20. */
const DEEPEST = 100;

/** The line on which a text of YAML or JSON nests deeper than any profile does, read no further than that; null where it does not. */
export function lineTooDeep(text: string): number | null {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // What is no YAML is told by whoever reads it; here only the depth counts.
    Array.from(parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return text.slice(0, parser.offset).split('\n').length;
  }
  return null;
}
