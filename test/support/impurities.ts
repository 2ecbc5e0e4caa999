import path from 'node:path';
import ts from 'typescript';

/** What is everywhere and gives the same for the same, whenever, wherever and however often it is asked. */
const PURE_GLOBALS = new Set(
  (
    'undefined NaN Infinity Number BigInt String Math JSON Object Array Map Set Float64Array Int32Array Uint8Array ' +
    'Error RangeError Boolean atob btoa'
  ).split(' '),
);

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts'],
  types: [],
  noResolve: true,
};

/**
 * What keeps sources from being pure, by file and line: an import from elsewhere, and any name that is neither their own
 * nor among the few that are known to depend on nothing but what they are given. The clock and random numbers are not
 * among them, nor is whatever will be global one day.
 * @param sources text by path; imports have to lead to one of them
 */
export function impuritiesOf(sources: ReadonlyMap<string, string>): string[] {
  const program = programOf(sources);
  const checker = program.getTypeChecker();
  return [...sources.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)!;
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const what = importedFrom(node, source, sources) ?? reachedOtherwise(node) ?? globalOf(node, sources, checker);
      if (what !== undefined) {
        found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** An import, of a type too, that leads to none of the sources. */
function importedFrom(
  node: ts.Node,
  { fileName }: ts.SourceFile,
  sources: ReadonlyMap<string, string>,
): string | undefined {
  const specifier = specifierOf(node);
  if (specifier === undefined) return undefined;
  const target = path.posix.join(path.posix.dirname(fileName), specifier).replace(/\.js$/, '.ts');
  return /^\.{1,2}\//.test(specifier) && sources.has(target) ? undefined : `imports ${specifier}`;
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  return undefined;
}

const textOf = (node: ts.Node | undefined): string | undefined =>
  node !== undefined && ts.isStringLiteral(node) ? node.text : undefined;

/** Ways to something else that no name shows. */
function reachedOtherwise(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) return 'imports when run';
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return 'looks at import.meta';
  if (node.kind === ts.SyntaxKind.DeclareKeyword) return 'declares what is elsewhere';
  return undefined;
}

/** A name that is used as a value, is not of the sources and is not known to be pure. */
function globalOf(node: ts.Node, sources: ReadonlyMap<string, string>, checker: ts.TypeChecker): string | undefined {
  if (!ts.isIdentifier(node) || isInType(node) || isMember(node)) return undefined;
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  const declarations = symbol?.declarations ?? [];
  if (declarations.length > 0 && declarations.every((each) => sources.has(each.getSourceFile().fileName))) {
    return undefined;
  }
  if (!PURE_GLOBALS.has(node.text)) return `uses ${node.text}`;
  return node.text === 'Math' && mayDraw(node) ? 'may draw a random number' : undefined;
}

const isInType = (node: ts.Node): boolean => ts.findAncestor(node, (each) => ts.isTypeNode(each)) !== undefined;

/** What stands behind a dot, or before a colon on the left of an assignment: the name of a property, not of a value. */
const isMember = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  (ts.isBindingElement(node.parent) && node.parent.propertyName === node);

/** Whether `Math` is used otherwise than for functions that are named, none of them `random`. */
function mayDraw({ parent }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'random';
  if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) return true;
  return parent.name.elements.some(
    ({ propertyName, name, dotDotDotToken }) => dotDotDotToken || (propertyName ?? name).getText() === 'random',
  );
}

function programOf(sources: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost(OPTIONS, true);
  const fromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const text = sources.get(file);
    if (text !== undefined) return ts.createSourceFile(file, text, languageVersion, true);
    const known = LIBRARIES.get(file) ?? fromDisk(file, languageVersion, ...rest);
    LIBRARIES.set(file, known);
    return known;
  };
  return ts.createProgram([...sources.keys()], OPTIONS, host);
}

/** The declarations of the language, which are the same for all programs. */
const LIBRARIES = new Map<string, ts.SourceFile | undefined>();
