import ts from 'typescript';

/** How much a fraction is moved by: enough for any figure given to three digits. */
const FRACTION = 1.01;

/**
 * @typedef {object} Constant what can be changed about a formula without changing its shape
 * @property {'number' | 'minus'} kind a numeric literal (or π), or a unary minus
 * @property {number} start of the literal, or of the minus sign
 * @property {number} end of the literal, or of what the minus is put before
 * @property {string} text as it stands there
 * @property {string[]} replacements each makes one mutant
 */

/**
 * All constants of a source file, in order. Types, names of properties and member numbers of enumerations do not count:
 * they compute nothing.
 * @returns {Constant[]}
 */
export function constantsOf(text, file = 'source.ts') {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    const constant = constantAt(node);
    if (constant) found.push({ ...constant, start: node.getStart(source), end: node.getEnd() });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function constantAt(node) {
  if (ts.isPropertyName(node) && node.parent.name === node) return undefined;
  const text = node.getText();
  if (ts.isNumericLiteral(node)) return { kind: 'number', text, replacements: insteadOf(text) };
  if (ts.isBigIntLiteral(node)) return { kind: 'number', text, replacements: [`${BigInt(text.slice(0, -1)) + 1n}n`] };
  if (isPi(node)) return { kind: 'number', text, replacements: [String(Math.PI * FRACTION)] };
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    return { kind: 'minus', text, replacements: [node.operand.getText()] };
  }
  return undefined;
}

/** The next whole number; of a fraction also a number close by. Numbers so great that one more is lost take the latter. */
function insteadOf(text) {
  const number = Number(text.replaceAll('_', ''));
  const next = number + 1;
  const isWhole = Number.isInteger(number) && next !== number;
  return [...(next === number ? [] : [next]), ...(isWhole ? [] : [number * FRACTION])].map(String);
}

function isPi(node) {
  if (ts.isPropertyAccessExpression(node)) return node.getText() === 'Math.PI';
  return ts.isIdentifier(node) && node.text === 'PI' && !ts.isBindingElement(node.parent) && node.parent.name !== node;
}
