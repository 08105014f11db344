import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** A piece of code that is taken whole: a declaration of a module, or a member of a class. */
interface Piece {
  readonly file: string;
  readonly node: ts.Node;
}

interface ModuleOf {
  /** Top-level declarations by name; of a class its members apart. */
  readonly declarations: ReadonlyMap<string, ts.Node>;
  /** What is imported, types too: name here → file and name there. */
  readonly imports: ReadonlyMap<string, { readonly file: string; readonly name: string }>;
}

/**
 * The texts that stand between quotes in all code that some modules reach, and the files it stands in. A
 * member of a class counts as reached when something reached knows the class and any member of its name is
 * spoken of: names alone decide, so that rather too much is reached than too little.
 *
 * @param starts Paths of modules, taken whole.
 * @param without Path of a module that is left out.
 */
export function reachedCode(
  starts: readonly string[],
  without: string,
): {
  readonly texts: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
} {
  const texts = new Set<string>();
  const files = new Set<string>();
  const seen = new Set<ts.Node>();
  const spoken = new Set<string>();
  /** Members of classes that are known, and not spoken of so far. */
  const silent = new Map<string, Piece[]>();
  const waiting: Piece[] = [];

  const reach = (file: string, name: string): void => {
    const node = file === without ? undefined : moduleOf(file).declarations.get(name);
    if (node === undefined || seen.has(node)) return;
    if (!ts.isClassDeclaration(node)) return void waiting.push({ file, node });
    seen.add(node);
    for (const clause of node.heritageClauses ?? []) waiting.push({ file, node: clause });
    for (const part of node.members.flatMap(partsOf)) {
      const piece = { file, node: part.node };
      if (part.name === undefined || spoken.has(part.name)) waiting.push(piece);
      else silent.set(part.name, [...(silent.get(part.name) ?? []), piece]);
    }
  };
  const speak = (name: string): void => {
    if (spoken.has(name)) return;
    spoken.add(name);
    waiting.push(...(silent.get(name) ?? []));
    silent.delete(name);
  };

  for (const file of starts)
    for (const name of moduleOf(file).declarations.keys()) reach(file, name);
  for (let piece = waiting.pop(); piece !== undefined; piece = waiting.pop()) {
    const { file, node } = piece;
    if (seen.has(node)) continue;
    seen.add(node);
    files.add(file);
    const module = moduleOf(file);
    const visit = (each: ts.Node): void => {
      if (ts.isStringLiteralLike(each)) texts.add(each.text);
      if (ts.isPropertyAccessExpression(each)) speak(nameOf(each.name) ?? '');
      if (ts.isBindingElement(each)) speak(nameOf(each.propertyName ?? each.name) ?? '');
      if (ts.isIdentifier(each)) {
        const imported = module.imports.get(each.text);
        if (imported) reach(imported.file, imported.name);
        else reach(file, each.text);
      }
      ts.forEachChild(each, visit);
    };
    visit(node);
  }
  return { texts, files };
}

/**
 * A member, under its name; of a constructor each field that it fills under the name of the field, since
 * a fact that nobody asks for is never worked out.
 */
function partsOf(member: ts.ClassElement): readonly {
  readonly name: string | undefined;
  readonly node: ts.Node;
}[] {
  if (!ts.isConstructorDeclaration(member)) {
    return [{ name: member.name && nameOf(member.name), node: member }];
  }
  return (member.body?.statements ?? []).map((statement) => ({
    name: fieldFilled(statement),
    node: statement,
  }));
}

/** `surgery` of `this.surgery = …`. */
function fieldFilled(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  if (!ts.isBinaryExpression(expression) || !ts.isPropertyAccessExpression(expression.left)) {
    return undefined;
  }
  const { left } = expression;
  return left.expression.kind === ts.SyntaxKind.ThisKeyword ? nameOf(left.name) : undefined;
}

const nameOf = (name: ts.Node): string | undefined =>
  ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name)
    ? name.text
    : undefined;

const modules = new Map<string, ModuleOf>();

function moduleOf(file: string): ModuleOf {
  const known = modules.get(file);
  if (known) return known;
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    /* setParentNodes */ true,
  );
  const declarations = new Map<string, ts.Node>();
  const imports = new Map<string, { file: string; name: string }>();
  const add = (elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[], from: ts.Node) => {
    if (!ts.isStringLiteral(from) || !from.text.startsWith('.')) return;
    const path = normalize(join(dirname(file), from.text));
    if (!existsSync(path) || !path.endsWith('.ts')) return;
    for (const { name, propertyName } of elements) {
      imports.set(name.text, { file: path, name: (propertyName ?? name).text });
    }
  };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const named = statement.importClause?.namedBindings;
      if (named && ts.isNamedImports(named)) add(named.elements, statement.moduleSpecifier);
    } else if (ts.isVariableStatement(statement)) {
      for (const each of statement.declarationList.declarations) {
        // One that is taken apart is known by each of its names.
        for (const name of namesIn(each.name)) declarations.set(name, each);
      }
    } else if (
      (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
      statement.name
    ) {
      declarations.set(statement.name.text, statement);
    } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier) {
      // What is handed on is taken as if it stood here.
      const { exportClause } = statement;
      if (exportClause && ts.isNamedExports(exportClause)) {
        add(exportClause.elements, statement.moduleSpecifier);
        for (const { name } of exportClause.elements) declarations.set(name.text, name);
      }
    } else if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
      // A type names classes and holds no code: its texts are no lists that are read.
    }
  }
  const module = { declarations, imports };
  modules.set(file, module);
  return module;
}

function namesIn(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((each) => (ts.isBindingElement(each) ? namesIn(each.name) : []));
}
