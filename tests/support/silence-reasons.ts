import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * The ids of the reasons for silence that the rule in a file can give, read from its source: what
 * `silent('…')`, `because: '…'` and `standsBack: '…'` name in the declarations that the file's exports
 * reach, in other files of the rules too. Types and tests do not count.
 */
export function reasonsOfRule(file: string): ReadonlySet<string> {
  const reasons = new Set<string>();
  const seen = new Set<string>();
  const open: (readonly [file: string, name: string])[] = exportsOf(file).map((name) => [
    file,
    name,
  ]);
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, name] = next;
    if (seen.has(`${from}#${name}`)) continue;
    seen.add(`${from}#${name}`);
    const module = moduleAt(from);
    const declared = module.declarations.get(name);
    const imported = module.imports.get(name);
    if (imported) open.push(imported);
    if (!declared) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node)) return;
      for (const reason of reasonsIn(node)) reasons.add(reason);
      if (ts.isIdentifier(node)) open.push([from, node.text]);
      ts.forEachChild(node, visit);
    };
    visit(declared);
  }
  return reasons;
}

interface Module {
  readonly declarations: ReadonlyMap<string, ts.Node>;
  readonly imports: ReadonlyMap<string, readonly [file: string, name: string]>;
  readonly exported: readonly string[];
}

const modules = new Map<string, Module>();

function moduleAt(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const declarations = new Map<string, ts.Node>();
  const imports = new Map<string, readonly [string, string]>();
  const exported: string[] = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const path = join(dirname(file), statement.moduleSpecifier.text);
      const bindings = statement.importClause?.namedBindings;
      // What is not of the rules gives no reason.
      if (!path.includes('src/rules/') || !existsSync(path)) continue;
      if (bindings && ts.isNamedImports(bindings)) {
        for (const { name, propertyName } of bindings.elements) {
          imports.set(name.text, [path, (propertyName ?? name).text]);
        }
      }
      continue;
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const names: [string, ts.Node][] = [];
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      names.push([statement.name.text, statement]);
    } else if (ts.isVariableStatement(statement)) {
      for (const one of statement.declarationList.declarations) {
        if (ts.isIdentifier(one.name)) names.push([one.name.text, one]);
      }
    }
    for (const [name, node] of names) {
      declarations.set(name, node);
      if (isExported) exported.push(name);
    }
  }
  const module = { declarations, imports, exported };
  modules.set(file, module);
  return module;
}

const exportsOf = (file: string): readonly string[] => moduleAt(file).exported;

/** The ids that this node itself gives. */
function reasonsIn(node: ts.Node): readonly string[] {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    return node.expression.text === 'silent' ? node.arguments.flatMap(literalsOf) : [];
  }
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
    return ['because', 'standsBack'].includes(node.name.text) ? literalsOf(node.initializer) : [];
  }
  return [];
}

/** A literal, or both branches of a choice between literals. */
function literalsOf(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteral(node)) return [node.text];
  return ts.isConditionalExpression(node)
    ? [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)]
    : [];
}
