// Bundles styles, scripts, fonts and icons into src/rapport/ui/static/ui/, each file under a name that holds its hash.
// Called by scripts/build_frontend.py, which knows whether it is necessary: node build.mjs OUT ICON-NAMES-FILE [clean]
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const HOUR_MS = 3_600_000;
const here = dirname(fileURLToPath(import.meta.url));
const [out, iconNames, clean] = process.argv.slice(2);

const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path }) => ({
      contents: sass.compile(path, { loadPaths: [join(here, "node_modules")], style: "compressed" }).css.replace(/^\uFEFF/, ""),
      loader: "css",
    }));
  },
};

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  target: ["chrome123", "firefox121", "safari17.5"],
  legalComments: "none",
  logLevel: "warning",
};

const [modules, early] = await Promise.all([
  esbuild.build({
    ...shared,
    entryPoints: ["src/app.ts", "styles/app.css"],
    format: "esm",
    splitting: true,
    plugins: [scss],
    loader: { ".woff2": "file" },
  }),
  // Loaded before anything is painted, so it is no module.
  esbuild.build({ ...shared, entryPoints: ["src/early.ts"], format: "iife" }),
]);

const files = new Map();
const manifest = {};
for (const result of [modules, early]) {
  for (const file of result.outputFiles) files.set(basename(file.path), file.contents);
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    if (output.entryPoint) manifest[basename(output.entryPoint).replace(/\.ts$/, ".js")] = basename(path);
    else if (extname(path) === ".woff2") manifest[basename(path).replace(/-[A-Z0-9]{8}\./, ".")] = basename(path);
  }
}
manifest["inter.woff2"] = manifest["inter-latin-wght-normal.woff2"];

for (const name of readdirSync(join(here, "images"))) {
  const contents = readFileSync(join(here, "images", name));
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8).toUpperCase();
  manifest[name] = name.replace(/\.(\w+)$/, `-${hash}.$1`);
  files.set(manifest[name], contents);
}

const icons = {};
const missing = [];
for (const name of readFileSync(iconNames, "utf8").split("\n").filter(Boolean)) {
  const path = join(here, "node_modules/@tabler/icons/icons/outline", `${name}.svg`);
  if (existsSync(path)) icons[name] = drawing(readFileSync(path, "utf8"));
  else missing.push(name);
}
if (missing.length) console.error(`There is no icon ${missing.join(", ")}. See https://tabler.io/icons for the names.`);

files.set("icons.json", JSON.stringify(icons));
files.set("manifest.json", JSON.stringify(manifest, null, 1));
files.set("licences.txt", licences());
for (const [name, contents] of [...files]) {
  // The server hands these out to browsers that can read them, instead of compressing anew for each.
  if (!/\.(css|js|svg|txt)$/.test(name)) continue;
  files.set(`${name}.gz`, gzipSync(contents, { level: 9 }));
  files.set(`${name}.br`, brotliCompressSync(contents));
}
write(files);

/** The paths inside an icon's <svg>, without the invisible box that Tabler puts first. */
function drawing(svg) {
  return svg
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s+/g, " ")
    .replace(/ ?\/> ?/g, "/>")
    .trim();
}

/** The licences of everything that is shipped, which ask to be shipped too. */
function licences() {
  const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  return [...Object.keys(dependencies), "zrender"]
    .map((name) => {
      const folder = join(here, "node_modules", name);
      const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)(\.\w+)?$/i.test(file));
      return [`${name} ${version} (${license})`, ...texts.map((file) => readFileSync(join(folder, file), "utf8").trim())].join("\n\n");
    })
    .join(`\n\n${"-".repeat(80)}\n\n`);
}

/** New files first, then the manifest. Old files stay for an hour, for servers that are running and pages that are open. */
function write(contents) {
  const folder = resolve(out);
  mkdirSync(folder, { recursive: true });
  const last = ["icons.json", "manifest.json"];
  for (const [name, content] of contents) if (!last.includes(name)) writeFileSync(join(folder, name), content);
  for (const name of last) writeFileSync(join(folder, name), contents.get(name));
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isOld = clean || Date.now() - statSync(path).mtimeMs > HOUR_MS;
    if (isOld && !contents.has(name)) rmSync(path, { recursive: true });
  }
}
