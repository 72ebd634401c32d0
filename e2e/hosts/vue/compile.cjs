// node compile.cjs FROM TO: makes JavaScript of the single-file components in a folder, as Vite's plugin for Vue does
// with `isCustomElement` set. They keep their names, so that imports stay as they are.

const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { compileScript, compileTemplate, parse, rewriteDefault } = require("@vue/compiler-sfc");

const [from, to] = process.argv.slice(2);
const compilerOptions = { isCustomElement: (tag) => tag === "lead-form" };

function complain(errors) {
  if (errors.length) throw errors[0];
}

function compile(source, filename) {
  const { descriptor, errors } = parse(source, { filename, templateParseOptions: compilerOptions });
  complain(errors);
  const id = filename;
  if (descriptor.scriptSetup) {
    const templateOptions = { compilerOptions };
    return compileScript(descriptor, { id, inlineTemplate: true, templateOptions }).content;
  }
  const template = compileTemplate({ id, filename, source: descriptor.template.content, compilerOptions });
  complain(template.errors);
  const script = rewriteDefault(descriptor.script?.content ?? "export default {}", "component");
  return `${script}\n${template.code}\nexport default Object.assign(component, { render });`;
}

for (const name of readdirSync(from)) {
  const source = readFileSync(join(from, name), "utf8");
  writeFileSync(join(to, name), name.endsWith(".vue") ? compile(source, name) : source);
}
