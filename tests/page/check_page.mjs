// check_page.mjs - the live page and the report in a real Chromium
//
// usage: node check_page.mjs PROGRAM CHROMIUM [PICTURES]     PICTURES: a folder for screenshots
//
// Each trial is one test: it throws where something is wrong.  Whatever is trialled, no message
// stands in the console, nothing breaks the policy, and no request leaves the loopback address.
//
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(join(root, "web/package.json"));
const { chromium } = require("playwright-core");
const [program, executablePath, pictures] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "entente-page-"));

// What the command line says of the store that is served; a run is kept in none.
const call = promisify(execFile);
const told = async (...words) => (await call(program, [...words, "--db",
    words[0] === "run" ? ":memory:" : store, "-q"], { maxBuffer: 1 << 26 })).stdout;

async function startServer(store) {
    const server = spawn(program, ["serve", "--port", "0", "-q", "--db", store],
        { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await new Promise((resolve) =>
        createInterface({ input: server.stdout }).once("line", (text) => resolve([text])));
    return { server, address: line };
}

// A document whose text tries to be markup, read into a store.
function hostileStore() {
    const document = join(folder, "hostile.txt");
    writeFileSync(document, "<script>document.title = 'taken'</script>\n\n" +
        "On 4 February 2022 Russia and China signed an agreement <script>alert(1)</script> in " +
        "Beijing. On 5 February 2022 the United States criticised Russia.\n");
    return storeOf(document, "hostile.db");
}

function storeOf(documents, name) {
    const made = join(folder, name);
    execFileSync(program, ["read", documents, "-q", "--db", made, "-o", join(folder, "events.txt")]);
    return made;
}

// ---- the bench ----

const complaints = new WeakMap(); // of a page: messages, refused policies, foreign requests

// A context is a profile of its own, which costs a browser more than all that a page does: pages that
// are opened alike share one, and leave nothing in it.
const contexts = new Map();

async function contextOf(browser, options) {
    const key = JSON.stringify(options);
    if (!contexts.has(key)) {
        contexts.set(key, browser.newContext({ viewport: { width: 1280, height: 900 }, ...options }));
    }
    return contexts.get(key);
}

async function open(browser, address, options = {}) {
    const page = await (await contextOf(browser, options)).newPage();
    const wrong = [];
    complaints.set(page, wrong);
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) {
            wrong.push(`console: ${message.text()}`);
        }
    });
    page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
    page.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (!["data:", "blob:", "file:"].includes(protocol) && hostname !== "127.0.0.1") {
            wrong.push(`request: ${request.url()}`);
        }
    });
    await go(page, address);
    return page;
}

// A browser is told after a second that a view is still being made (202); who asks as a program waits
// until it is.
async function go(page, address) {
    if (address.startsWith("http:")) {
        await page.request.get(address, { headers: { Accept: "*/*" } });
    }
    return page.goto(address);
}

async function close(page) {
    await page.close();
    assert.deepEqual(complaints.get(page), []);
}

// What a browser shows when it has drawn, not after a time.
async function shows(page, selector, hasText) {
    await page.locator(selector, { hasText }).first().waitFor({ state: "attached" });
}

// What is not of the page: asked until it is so.
async function until(holds) {
    const end = Date.now() + 90000; // a machine under load takes its time
    while (!await holds()) {
        assert.ok(Date.now() < end, `in vain: ${holds}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

async function saved(page, selector) {
    const [file] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

// Rows of the table of a view as the command line prints them in CSV: numbers in full, as their
// titles have them where the cell is shorter.
async function rowsOf(page) {
    return page.$$eval("table.rows tbody tr", (rows) => rows
        .filter((row) => !row.hidden && !row.classList.contains("left-out"))
        .map((row) => [...row.cells].map((cell) => cell.title || cell.textContent).join(",")));
}

const csv = (text) => text.trimEnd().split("\n").slice(1);

// ---- colours, as readers see them ----

const LEAST_DISTANCE = 14; // of CIE 1976; 2.3 is just seen

const linear = (c) => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
const through = (m) => (rgb) => m.map((row) => row.reduce((sum, part, i) => sum + part * linear(rgb[i]), 0));
const SEEN = {
    whole: through([[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    withoutRed: through([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    withoutGreen: through([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
};

function lab([r, g, b]) {
    const f = (t) => t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116;
    const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a, b) => Math.hypot(...lab(a).map((part, i) => part - lab(b)[i]));

// ---- trials: a name and what is done ----

// Each of few rows: what a browser takes for is the rows.
const VIEWS = ["", "map?time=2022&states=RUS", "map-obligations?time=1955&states=RUS",
    "map-blocs?time=1965", "network?states=RUS~CHN~USA~GBR&time=2012",
    "cooperation?states=RUS~CHN&time=1990..2012", "matrix?states=RUS~CHN~USA~GBR&time=2012",
    "timeline?states=CHN&time=2000..2012", "triangle?time=1990..2012",
    "alignment?states=RUS~CHN~USA&time=2000..2012", "power?states=RUS~CHN&time=2010..2012",
    "polarity?time=2010..2012", "peace?states=RUS~CHN&time=2010..2012",
    "votes?states=RUS~CHN&time=2022", "idealpoints?states=RUS~CHN&time=2022",
    "pressure?states=RUS~CHN&time=2010..2012", "threat?states=RUS~CHN&time=2010..2012",
    "adversaries?states=RUS~CHN&time=2010..2012", "dependence?states=RUS~CHN&time=2010..2012",
    "method?states=RUS~CHN&time=2010..2012", "institutions?time=1950", "institutions/SCO",
    "scenarios?scenario=taiwan-crisis&runs=200", "runs", "claims", "events", "documents", "sources",
    "citations"].map((name) => name === "" ? "" : `view/${name}`);

// One address a kind of view.
const AUDITED = new Set(["", "network", "alignment", "institutions", "cooperation", "scenarios",
    "claims", "institutions/SCO", "map", "runs", "events"]
    .map((name) => VIEWS.find((view) => view.replace(/\?.*/, "") === (name && `view/${name}`))));

const WIDTHS = [360, 3840];

async function fits(page, view) {
    for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${view}: ${wide} of ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
}

// What a drawing, unscrolled, has left of the edge at which the page cuts it off.
const cutOff = (page) => page.$$eval("main .scroll > svg", (all) => all.flatMap((svg) => {
    const edge = svg.parentElement.getBoundingClientRect().left - 0.5;
    return [...svg.querySelectorAll("text, circle, rect")]
        .filter((mark) => mark.getBoundingClientRect().left < edge && mark.getBoundingClientRect().width > 0)
        .map((mark) => mark.textContent || mark.outerHTML.slice(0, 80));
}));

// All rules in light; what dark may change is contrast alone.  Of what is alike the first few are
// left: axe takes more than twice as long for twice as much.
const ALIKE = ["tbody tr:nth-child(n+4)", "svg.chart > :nth-child(n+30)", "svg g > :nth-child(n+6)",
    ".claim:nth-child(n+6)", "option:nth-child(n+3)", ".references li:nth-child(n+4)"];

async function audit(page, view) {
    await page.evaluate((alike) => document.querySelectorAll(alike).forEach((one) => one.remove()),
        ALIKE.join());
    for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const found = await page.evaluate((rules) => window.axe.run(document, {
            resultTypes: ["violations"], preload: false,
            ...(rules === null ? {} : { runOnly: rules }),
        }), colorScheme === "light" ? null : ["color-contrast"]);
        const serious = found.violations.filter((one) =>
            ["serious", "critical"].includes(one.impact));
        assert.deepEqual(serious.map((one) =>
            `${view} ${colorScheme} ${one.id}: ${one.nodes[0].html.slice(0, 160)}`), []);
    }
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.ok(paper.match(/\d+/g).every((part) => Number(part) < 60), `${view} is ${paper} in dark`);
    await page.emulateMedia({ colorScheme: "light" });
}

async function look(browser, address, views) {
    const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
    const page = await open(browser, "about:blank");
    for (const view of views) {
        const answer = await go(page, address + view);
        assert.equal(answer.status(), 200, view);
        assert.ok((await page.textContent("h1")).length > 3, view);
        const names = await page.$$eval("main svg", (all) =>
            all.map((svg) => svg.querySelector(":scope > title")?.textContent ?? ""));
        assert.ok(names.every((name) => name.length > 3), `${view}: ${names}`);
        assert.ok(await page.$$eval("dl.making code", (all) => all.length) >= 1, `${view}: how made`);
        assert.deepEqual(await cutOff(page), [], `${view}: cut off`);
        await fits(page, view);
        if (AUDITED.has(view)) {
            await page.evaluate(axe);
            await audit(page, view);
        }
    }
    await close(page);
}

const trials = {
    // Three parts, so that they are looked at side by side.
    ...Object.fromEntries([0, 1, 2].map((part) => [
        `every view renders, named, from 360 px to 4K, without serious finding of axe, dark is dark (${part + 1} of 3)`,
        ({ browser, address }) => look(browser, address, VIEWS.filter((_, i) => i % 3 === part))])),

    async "the numbers on screen are those of the command line"({ browser, address }) {
        const page = await open(browser, `${address}view/alignment?states=RUS~CHN&time=1990..2020`);
        assert.deepEqual(await rowsOf(page), csv(await told("measure", "alignment", "--states", "RUS,CHN",
            "--from", "1990", "--to", "2020", "-f", "csv")));
        const command = (await page.textContent(".making code")).split(" ").slice(1);
        assert.deepEqual(await rowsOf(page), csv(await told(...command, "-f", "csv")));
        assert.deepEqual(await page.$$eval("table.rows tbody tr", (rows) => rows.map((row) =>
            [...row.cells].map((cell) => cell.textContent || "-").join(" "))),
            (await told(...command)).trimEnd().split("\n").slice(1)
                .map((line) => line.trim().split(/ +/).join(" ")), "as a table shows them");
        const last = (await rowsOf(page)).at(-1).split(",");
        const tip = await page.$$eval("circle.point > title, circle.point", (marks) =>
            marks.map((mark) => mark.getAttribute("data-tip") ?? mark.textContent).at(-1));
        assert.ok(tip.startsWith(`Russia \u2013 China, ${last[0]}: `), tip);
        assert.ok(Math.abs(Number(tip.split(": ")[1]) - Number(last[3])) < 1e-4, tip);
        await close(page);
    },

    // Parts that were not made when it was opened come by themselves.
    async "the brief says what the command line says of the store"({ browser, address }) {
        const page = await open(browser, address);
        await shows(page, ".card", "hold");
        await page.locator("#unfinished").waitFor({ state: "detached" });
        const verdicts = new Map(JSON.parse(await told("check", "all", "--quick", "-f", "json")).rows
            .map((row) => [row.id, row.verdict]));
        const hold = [...verdicts.values()].filter((one) => one === "supported").length;
        const events = JSON.parse(await told("list", "events", "-f", "json")).rows.length;
        const said = (await page.textContent("#answer")).replace(/\s+/g, " ");
        assert.ok(said.includes(`${hold} of ${verdicts.size} hold`), said.slice(0, 900));
        assert.ok(said.includes(`1 document read${events} events coded`), said.slice(0, 900));
        assert.equal(await page.locator("#answer .headlines li").count(), 3);
        assert.match(await page.textContent("#answer .latest"), /signed an agreement/);
        assert.equal(await page.locator("#claims .claim").count(), verdicts.size);
        await close(page);
    },

    async "the slider draws another year and keeps it in the address"({ browser, address }) {
        const page = await open(browser, `${address}view/network?states=RUS~CHN~USA&time=2012`);
        const before = await page.innerHTML("figure svg");
        await page.focus(".slider input");
        for (let i = 0; i < 3; i++) {
            await page.keyboard.press("ArrowLeft");
        }
        await shows(page, "figure svg > title", "2009");
        assert.notEqual(await page.innerHTML("figure svg"), before);
        assert.equal(new URL(page.url()).searchParams.get("time"), "2009");
        await shows(page, ".making code", "--at 2009");
        const rows = await rowsOf(page);
        await page.reload();
        assert.deepEqual(await rowsOf(page), rows);
        assert.ok((await page.textContent("figure svg title")).includes("2009"));
        await close(page);
    },

    async "the form asks, and the address answers again"({ browser, address }) {
        const page = await open(browser, `${address}view/cooperation`);
        await page.fill('input[name="states"]', "China, Soviet Union");
        await page.fill('input[name="time"]', "1990..2010");
        await page.click(".asking button");
        assert.ok((await page.textContent("figure svg title")).startsWith("China and Russia, 1990 to 2010"));
        const rows = await rowsOf(page);
        assert.equal(rows.length, 21);
        await go(page, page.url());
        assert.deepEqual(await rowsOf(page), rows);
        await close(page);
    },

    async "rows are searched and sorted"({ browser, address }) {
        const page = await open(browser, `${address}view/institutions?time=2020`);
        const all = await rowsOf(page);
        await page.fill('input[type="search"]', "nato");
        const found = await rowsOf(page);
        assert.ok(found.length >= 1 && found.length < all.length);
        assert.ok(found.every((row) => /nato/i.test(row)));
        await page.reload();
        assert.deepEqual(await rowsOf(page), found);
        await page.fill('input[type="search"]', "");
        const number = (row) => Number(row.split(",").at(-5));
        await page.click('th button:has-text("members")');
        const sorted = (await rowsOf(page)).map(number);
        assert.deepEqual(sorted, [...sorted].sort((a, b) => a - b));
        assert.equal(await page.getAttribute('th:has(button:text-is("members"))', "aria-sort"),
            "ascending");
        await close(page);
    },

    async "events are filtered by what they are, and what is sought is marked"({ browser, address }) {
        const page = await open(browser, `${address}view/events`);
        const all = await rowsOf(page);
        await page.selectOption('select[aria-label="Only of this type"]', { index: 1 });
        const few = await rowsOf(page);
        assert.ok(few.length > 0 && few.length < all.length, `${few.length} of ${all.length}`);
        await page.reload();
        assert.deepEqual(await rowsOf(page), few, "kept in the address");
        await go(page, `${address}view/sources#q=treaties`);
        assert.ok(await page.evaluate(() => CSS.highlights.get("found").size) >= 1);
        await close(page);
    },

    async "heads and rules are words, and what is taken has the names and numbers of the record"({ browser, address }) {
        const page = await open(browser, `${address}view/institutions?time=2020`);
        assert.match(await page.textContent("table.rows"), /two thirds/);
        await go(page, `${address}view/sources`);
        const heads = await page.$$eval("table.rows thead th", (all) => all.map((head) =>
            [head.textContent, head.dataset.name]));
        assert.ok(heads.some(([said, name]) => said === "used until" && name === "used_until"));
        assert.ok(heads.every(([said]) => !said.includes("_")), `${heads}`);
        await go(page, `${address}view/cooperation?states=RUS~CHN&time=1990..2012`);
        const rows = (await saved(page, '#measures .own-tools button:text-is("CSV") >> nth=0')).bytes
            .toString();
        assert.equal(rows, await told("measure", "alignment", "--states", "RUS,CHN", "--from", "1990",
            "--to", "2012", "-f", "csv"));
        await close(page);
    },

    // The distance of two colours that a reader without red or green cones still sees (CIE 1976, from
    // their simulation by Vienot, Brettel and Mollon 1999), and what each is on its paper.
    async "lines and signs are told apart without red or green, in light and dark"({ browser, address }) {
        const page = await open(browser, `${address}view/power?time=2000..2005`);
        for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            const colour = Object.fromEntries(await page.evaluate(() => ["page", "ink", "plus", "minus",
                "neutral", "accent", "c1", "c2", "c3", "c4", "c5", "c6"].map((name) => {
                    const probe = document.createElement("i");
                    probe.style.color = `var(--${name})`;
                    document.body.append(probe);
                    return [name, getComputedStyle(probe).color.match(/\d+/g).map(Number)];
                })));
            const lines = ["c1", "c2", "c3", "c4", "c5", "c6"];
            const pairs = [["plus", "minus"], ["plus", "neutral"], ["minus", "neutral"], ["accent", "minus"],
                ...lines.flatMap((a, i) => lines.slice(i + 1).map((b) => [a, b]))];
            for (const seen of [SEEN.whole, SEEN.withoutGreen, SEEN.withoutRed]) {
                for (const [a, b] of pairs) {
                    const far = distance(seen(colour[a]), seen(colour[b]));
                    assert.ok(far >= LEAST_DISTANCE, `${colorScheme} ${a} ${b}: ${far}`);
                }
                for (const one of ["plus", "minus", "accent", ...lines]) {
                    const far = distance(seen(colour[one]), seen(colour.page));
                    assert.ok(far >= 2 * LEAST_DISTANCE, `${colorScheme} ${one} on its paper: ${far}`);
                }
            }
        }
        await close(page);
    },

    async "a line is stressed and its value told under the pointer"({ browser, address }) {
        const page = await open(browser, `${address}view/alignment?time=2000..2005`);
        await page.hover(".series.s2 .point >> nth=3");
        assert.match(await page.textContent(".tip"), /, 2003: -?[0-9.]+$/);
        assert.equal(await page.$$eval(".series.away", (all) => all.length), 2);
        await close(page);
    },

    async "the picture is saved as PNG, the data as CSV"({ browser, address }) {
        const page = await open(browser, `${address}view/power?states=RUS~CHN&time=1990..2010`);
        const { name, bytes } = await saved(page, 'button:has-text("PNG")');
        assert.equal(name, "entente-power.png");
        assert.equal(bytes.subarray(1, 4).toString(), "PNG");
        assert.ok(bytes.readUInt32BE(16) >= 1900, "its width");
        const link = await page.getAttribute('.take a:has-text("CSV")', "href");
        const text = await (await page.request.get(new URL(link, address).href)).text();
        assert.equal(text, await told("measure", "power", "--states", "RUS,CHN", "--from", "1990", "--to",
            "2010", "-f", "csv"));
        await close(page);
    },

    async "a claim has the verdict and the specifications of the command line"({ browser, address }) {
        const page = await open(browser, `${address}view/claims`);
        const [head, ...rows] = (await told("check", "all", "--quick", "-f", "jsonl")).trimEnd()
            .split("\n").map((line) => JSON.parse(line));
        const last = new Map([head, ...rows].map((row) => [row.id, row]));
        const shown = await page.$$eval(".claim", (all) => all.map((claim) => [
            claim.querySelector(".verdict").textContent.slice(2),
            claim.querySelector(".says").lastChild.textContent.trim(),
            claim.querySelectorAll(".spec").length, claim.querySelectorAll(".spec.agrees").length]));
        assert.deepEqual(shown.map(([verdict, says]) => [verdict, says]),
            [...last.values()].map((row) => [row.verdict, row.says]));
        [...last.values()].forEach((row, i) => {
            if (row.agree !== null && row.n > 1) {
                assert.equal(shown[i][2], row.n, row.id);
                assert.equal(shown[i][3], Math.round(row.agree * row.n), row.id);
            }
        });
        assert.ok(shown.some(([, , dots]) => dots > 5));
        const choices = await page.$$eval(".claim svg text", (all) => all.map((one) => one.textContent));
        assert.ok(choices.includes("pressure") && choices.includes("pressure: sanctions"), `${new Set(choices)}`);
        const titles = await page.$$eval(".claims > h3", (all) => all.map((head) => head.textContent));
        assert.deepEqual(titles, [...new Set([...last.values()].map((row) => row.title))]);
        assert.ok(titles.every((title) => title.length > 3 && !title.includes(".txt")), `${titles}`);
        const link = await page.getAttribute('.take a:has-text("CSV")', "href");
        const taken = csv(await (await page.request.get(new URL(link, address).href)).text());
        assert.deepEqual([...new Set(taken.map((line) => line.split(",")[0]))], [...last.keys()]);
        await close(page);
    },

    async "claims are filtered by verdict, also without a script"({ browser, address }) {
        for (const javaScriptEnabled of [true, false]) {
            const page = await open(browser, `${address}view/claims`, { javaScriptEnabled });
            const visible = () => page.locator(".claim:visible").count();
            const all = await visible();
            await page.check("#claims-contradicted");
            const few = await visible();
            assert.ok(few > 0 && few < all, `${few} of ${all}`);
            assert.equal(await page.locator(".claim.contradicted:visible").count(), few);
            await close(page);
        }
    },

    async "an institution shows its members, their power and what it can pass"({ browser, address }) {
        const page = await open(browser, `${address}view/institutions?time=2024`);
        await page.click('table.rows a:text-is("SCO")');
        assert.equal(await page.textContent("h1"), "Shanghai Cooperation Organization");
        const now = JSON.parse(await told("list", "institutions", "--at", "2026-01-01", "-f", "json")).rows
            .find((row) => row.institution === "SCO");
        const full = await page.$$eval("svg .member:not(.way):not(.guest)", (all) =>
            all.map((bar) => bar.getAttribute("data-tip") ?? bar.textContent));
        assert.equal(full.filter((tip) => tip.endsWith(" on")).length, now.members);
        assert.match(await page.textContent("p:has-text('Power by the rule')"),
            new RegExp(`each of the ${now.members} members \\d+`));
        const command = (await page.textContent("tr:has-text('of China, against') code"))
            .split(" ").slice(1);
        const passes = Number((await told(...command, "-f", "csv")).trimEnd().split("\n").at(-1).split(",")[2]);
        const shown = await page.textContent("tr:has-text('of China, against') strong");
        assert.ok(Math.abs(parseFloat(shown) - passes * 100) < 0.6, `${shown}, ${passes}`);
        assert.equal((await page.goto(`${address}view/institutions/NOWHERE`)).status(), 404);
        complaints.get(page).length = 0; // the browser says 404 in its console
        await close(page);
    },

    async "a drawing without an address of its own is saved as SVG, PNG and CSV"({ browser, address }) {
        const page = await open(browser, `${address}view/scenarios?scenario=base&runs=200`);
        const tool = async (words) =>
            (await saved(page, `.fans .own-tools button:text-is("${words}") >> nth=0`)).bytes;
        const svg = (await tool("SVG")).toString();
        assert.ok(svg.startsWith("<svg") && svg.includes("<style>") && svg.includes("band95"));
        assert.equal((await tool("PNG")).subarray(1, 4).toString(), "PNG");
        const rows = (await tool("CSV")).toString().trimEnd().split("\n");
        const objects = JSON.parse((await tool("JSON")).toString());
        assert.equal(objects.length, rows.length - 1);
        assert.equal(String(objects[1].mean), rows[2].split(",")[1]);
        assert.ok(rows[0].startsWith("year,mean,") && rows.length > 5);
        await close(page);
    },

    async "the choice of a filter is kept in the address"({ browser, address }) {
        const page = await open(browser, `${address}view/claims`);
        await page.check("#claims-supported");
        const seen = await page.locator(".claim:visible").count();
        assert.ok(page.url().endsWith("#show=supported"));
        await page.reload();
        assert.equal(await page.locator(".claim:visible").count(), seen);
        await close(page);
    },

    async "without a script every view is complete"({ browser, address }) {
        const page = await open(browser, `${address}view/network?time=1980`,
            { javaScriptEnabled: false });
        assert.ok(await page.isVisible("figure svg"));
        await page.fill('input[name="time"]', "1960");
        await page.click(".asking button");
        assert.ok((await page.textContent("figure svg title")).includes("1960"));
        assert.ok((await rowsOf(page)).length > 10);
        await close(page);
    },

    async "all is reached by keyboard"({ browser, address }) {
        const page = await open(browser, `${address}view/power?time=2000..2005`);
        const reached = new Set();
        await page.evaluate(() => {
            window.reached = new Set();
            document.addEventListener("focusin", ({ target }) =>
                window.reached.add(target.name || target.className || target.tagName));
        });
        for (let i = 0; i < 60; i++) {
            await page.keyboard.press("Tab");
        }
        (await page.evaluate(() => [...window.reached])).forEach((one) => reached.add(one));
        for (const wanted of ["skip", "states", "time", "power", "tool", "scroll"]) {
            assert.ok(reached.has(wanted), `${wanted} is not reached: ${[...reached]}`);
        }
        await close(page);
    },

    async "a sentence of the store has its words marked"({ browser, address }) {
        const page = await open(browser, `${address}view/events`);
        const row = page.locator("table.rows tbody tr", { hasText: "signed an agreement" }).first();
        assert.match(await row.locator("mark.verb").first().textContent(), /^signed/);
        assert.equal(await row.locator("mark.source").first().textContent(), "Russia and China");
        await close(page);
    },

    async "what cannot be shown is a page that says why and leads on"({ browser, address }) {
        const page = await open(browser, "about:blank");
        const answer = await go(page, `${address}view/cooperation?states=Rusia~CHN`);
        assert.equal(answer.status(), 400);
        assert.match(await page.textContent("[role=alert]"), /unknown state 'Rusia'.*'RUS'/);
        complaints.get(page).length = 0; // that the answer is no success
        await page.click("[role=alert] + p a");
        assert.ok(await page.isVisible("figure svg"));
        await close(page);
    },

    async "text of documents stays text"({ browser, address }) {
        const page = await open(browser, `${address}view/events`);
        assert.ok((await page.textContent("table.rows")).includes("<script>"));
        assert.notEqual(await page.title(), "taken");
        assert.equal(await page.$$eval("table.rows script", (all) => all.length), 0);
        await close(page);
    },

    async "a script that is not ours does not run"({ browser, address }) {
        const page = await open(browser, `${address}view/documents`);
        const ran = await page.evaluate(() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            return window.ran === true;
        });
        assert.equal(ran, false);
        const wrong = complaints.get(page);
        assert.ok(wrong.some((text) => /content security policy/i.test(text)));
        wrong.length = 0; // that was asked for
        await close(page);
    },

    async "a scenario is run while one looks on, and its numbers are those of the command line"({ browser, address }) {
        const page = await open(browser, `${address}view/scenarios?scenario=base&runs=64`);
        await page.evaluate(() => {
            window.drawn = [];
            new MutationObserver(() => window.drawn.push(
                document.querySelector("#runs svg.fan .mean")?.getAttribute("d")))
                .observe(document.querySelector("#runs"), { childList: true });
        });
        await page.selectOption('select[name="scenario"]', "long-war");
        await page.fill('input[name="runs"]', "3000");
        await page.click("#running button");
        await shows(page, ".running [role=status]", "Done.");
        assert.ok(new Set(await page.evaluate(() => window.drawn)).size >= 3, "it filled");
        assert.equal(new URL(page.url()).search, "?scenario=long-war&runs=3000");
        const command = (await page.textContent(".making code")).split(" ").slice(1);
        assert.deepEqual(command, ["run", "long-war", "--runs", "3000"]);
        const wanted = JSON.parse(await told(...command, "-f", "json")).rows;
        const last = wanted.findLast((row) => row.outcome === "RUS-CHN level 6 or more");
        const shown = await page.textContent(
            ".scenario:last-child .outcomes tr:has-text('level 6 or more') td");
        assert.match(shown, /\d/);
        if (last.assumed_share <= 0.5) {
            assert.ok(Math.abs(parseFloat(shown) - 100 * last.probability) < 1, shown);
        }
        const why = JSON.parse(await told("run", "long-war", "--why", "--runs", "500", "-f", "json"))
            .rows.filter((row) => row.outcome === last.outcome && row.kind === "intervention");
        const ranked = page.locator(".scenario:last-child .ranked",
            { has: page.locator("caption", { hasText: "level 6 or more" }) });
        assert.deepEqual(await ranked.locator("tbody td:nth-child(2)").allTextContents(),
            why.map((row) => row.what));
        assert.ok(await page.locator(".scenario:last-child .why svg").count() >= 1);
        await close(page);
    },

    async "the report opens from a file, in light and dark, on paper, and without a script"({ browser }) {
        const path = join(folder, "report.html");
        await call(program, ["report", "-o", path, "-q", "--db", ":memory:"]);
        assert.ok(readFileSync(path).length < 3e6);
        const page = await open(browser, `file://${path}`, { javaScriptEnabled: false });
        for (const part of ["#map-section svg", "#timeline-section svg", "#claims svg"]) {
            assert.ok(await page.isVisible(part), part);
        }
        await fits(page, "report");
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
            "rgb(255, 255, 255)");
        await close(page);
        const live = await open(browser, `file://${path}`);
        const bare = await live.$$eval("main > section", (all) => all.filter((section) =>
            section.querySelector("code, .none") === null &&
            section.nextElementSibling?.querySelector("code") === null).map((one) => one.id));
        assert.deepEqual(bare, [], "sections without a command line");
        const tools = await live.$$eval("main svg.chart", (all) => all.map((svg) =>
            [...(svg.closest(".scroll") ?? svg).nextElementSibling.querySelectorAll("button")]
                .map((one) => one.textContent).join(" ")));
        assert.ok(tools.length > 5 && tools.every((one) => /^SVG PNG( CSV JSON)?$/.test(one)), `${tools}`);
        for (const [words, begins] of [["SVG", "<svg"], ["PNG", "\x89PNG"], ["CSV", "year,"],
            ["JSON", "["]]) {
            const { bytes } = await saved(live, `#pair .own-tools button:text-is("${words}") >> nth=0`);
            assert.ok(bytes.toString("latin1").startsWith(begins), words);
        }
        await live.locator("#pair .data summary").first().click();
        await live.locator("#pair .data th button").first().click();
        await live.locator("#pair .data th button").first().click();
        const first = () => live.locator("#pair .data tbody tr").first().textContent();
        const top = await first();
        assert.match(live.url(), /#sort\.\d+=-0$/);
        await live.reload();
        assert.equal(await first(), top, "sorted again by the address");
        await close(live);
    },

    async "what only a screen can do is not printed"({ browser, address }) {
        const page = await open(browser, `${address}view/network?time=2012`);
        await page.emulateMedia({ media: "print" });
        for (const part of ["nav", ".asking", ".slider", ".take", ".searching"]) {
            assert.equal(await page.locator(part).first().isVisible(), false, part);
        }
        assert.ok(await page.isVisible("figure svg"));
        await page.emulateMedia({ media: null });
        await close(page);
    },

    async "a view that is come back to is as it was left"({ browser, address }) {
        const page = await open(browser, `${address}view/network?states=RUS~CHN~USA&time=2012`);
        await page.focus(".slider input");
        await page.keyboard.press("ArrowLeft");
        await shows(page, "figure svg > title", "2011");
        await shows(page, ".making code", "--at 2011");
        await page.click('nav a:text-is("Documents")');
        await page.waitForURL(/documents/);
        await page.goBack();
        await shows(page, "figure svg > title", "2011");
        assert.equal(await page.textContent(".slider output"), "2011");
        assert.equal(await page.inputValue('.asking input[name="time"]'), "2011");
        await close(page);
    },

    async "on a phone an event is a block in which its sentence is read"({ browser, address }) {
        const page = await open(browser, `${address}view/events`);
        await page.setViewportSize({ width: 360, height: 800 });
        const widths = await page.$$eval("table.rows tbody q", (all) =>
            all.map((one) => one.parentElement.getBoundingClientRect()).map((box) => [box.left, box.right]));
        assert.ok(widths.length >= 1 && widths.every(([left, right]) => left >= 0 && right <= 360), `${widths}`);
        await page.setViewportSize({ width: 1280, height: 900 });
        await close(page);
    },

    async "a brief filters its events, also without a script"({ browser }) {
        const document = join(folder, "told.txt");
        const path = join(folder, "brief.html");
        writeFileSync(document, "On 4 February 2022 Russia and China signed an agreement in Beijing. " +
            "On 3 May 1990 Peru attacked Chile.\n");
        await call(program, ["brief", document, "-o", path, "-q", "--db", ":memory:"]);
        const page = await open(browser, `file://${path}`, { javaScriptEnabled: false });
        const all = await page.locator(".read .event:visible").count();
        await page.check("#events-new");
        const few = await page.locator(".read .event:visible").count();
        assert.ok(few > 0 && few < all, `${few} of ${all}`);
        assert.equal(await page.locator(".read .event.new:visible").count(), few);
        assert.match(await page.textContent("rect.report title"), /2022-02-04.*signed an agreement/);
        await close(page);
    },
};

// One after the other: the places for runs, and the store, are all trials' own.
const last = {
    async "a run ends when it is stopped"({ browser, address }) {
        const control = new AbortController();
        const begin = () => fetch(`${address}api/runs/events?runs=100000`, { signal: control.signal });
        const page = await open(browser, `${address}view/scenarios?scenario=base&runs=64`);
        await page.fill('input[name="runs"]', "100000");
        await page.click("#running button");
        await shows(page, ".running [role=status]", "so far");
        await page.click('.running button:text-is("Stop")');
        await shows(page, ".running [role=status]", "Stopped");
        await until(async () => (await begin()).status === 503); // four places, and no more
        control.abort();
        await until(async () => (await fetch(`${address}api/runs/events?runs=2`)).status === 200);
        await close(page);
    },

    // Runs of others take the places that are left: the one that comes free is the page's, and it comes
    // free while theirs, begun after it, are far from their end.
    async "a run ends when its page is closed"({ browser, address }) {
        const control = new AbortController();
        const ask = (runs) => fetch(`${address}api/runs/events?runs=${runs}`, { signal: control.signal });
        let furthest = 0;
        const follow = async (answer) => {
            const text = new TextDecoder();
            for await (const bytes of answer.body) {
                for (const [, done, total] of text.decode(bytes, { stream: true })
                    .matchAll(/"done": ?(\d+), ?"total": ?(\d+)/g)) {
                    furthest = Math.max(furthest, done / total);
                }
            }
        };
        const page = await open(browser, `${address}view/scenarios?scenario=base&runs=64`);
        await page.fill('input[name="runs"]', "100000");
        await page.click("#running button");
        await shows(page, ".running [role=status]", "so far");
        await until(async () => {
            const answer = await ask(100000);
            if (answer.status === 200) {
                void follow(answer).catch(() => undefined);
            }
            return answer.status === 503;
        });
        await close(page);
        await until(async () => (await ask(2)).status === 200);
        assert.ok(furthest < 0.5, `at ${furthest}: it may have ended by itself`);
        control.abort();
    },

    async "a run that another program keeps in the store appears by itself"({ browser, address }) {
        const page = await open(browser, `${address}view/runs`);
        assert.equal((await rowsOf(page)).length, 0);
        await call(program, ["run", "base", "--runs", "64", "-q", "--db", store]);
        await shows(page, "table.rows tbody tr", "base");
        assert.deepEqual(await rowsOf(page), csv(await told("list", "runs", "-f", "csv")));
        await close(page);
    },

    // It is held still once it has kept some: what it goes on to compute is nothing to the page.  Not
    // amid a transaction, in which nobody reads.
    async "how far a run of another program is shows while it is made"({ browser, address }) {
        const page = await open(browser, `${address}view/runs`);
        const run = spawn(program, ["run", "base", "--runs", "100000", "-q", "--db", store],
            { stdio: "ignore" });
        const ended = new Promise((resolve) => run.on("exit", resolve));
        try {
            await until(async () => JSON.parse(await told("list", "runs", "-f", "json")).rows
                .some((row) => row.runs === 100000 && row.finished > 0));
            await until(() => {
                run.kill("SIGSTOP");
                const still = !existsSync(`${store}-journal`);
                run.kill(still ? "SIGSTOP" : "SIGCONT");
                return still;
            });
            const bar = page.locator("table.rows progress").last();
            await bar.waitFor();
            await until(async () => Number(await bar.getAttribute("value")) > 0);
            assert.equal(await bar.getAttribute("max"), "100000");
            assert.match(await bar.getAttribute("aria-label"), /^\d+ of 100000 runs$/);
        } finally {
            run.kill("SIGKILL");
            await ended;
        }
        await close(page);
    },
};

// ---- pictures of the views, for doc/pictures ----

const SHOWN = ["", "map", "map-blocs?time=1965", "network?time=2012", "matrix?time=1965",
    "timeline?states=RUS", "triangle", "alignment?states=RUS~CHN~USA", "cooperation?states=RUS~CHN",
    "institutions/SCO", "scenarios", "claims"];

async function takePictures(browser, address) {
    for (const view of SHOWN) {
        const name = view === "" ? "brief" : view.split("?")[0].replace(/\/.*/, "");
        const page = await open(browser, address + (view === "" ? "" : `view/${view}`),
            { viewport: { width: 1280, height: 1000 } });
        await page.locator("#unfinished").waitFor({ state: "detached" });
        await page.screenshot({ path: join(pictures, `${name}.png`) });
        await close(page);
    }
}

const AT_A_TIME = 3;
const lines = [];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const store = pictures === undefined ? hostileStore() : storeOf(join(root, "data/dispatches"), "news.db");
const { server, address } = await startServer(store);
try {
    if (pictures !== undefined) {
        await takePictures(browser, address);
    }
    // several trials at a time, each with pages of its own; their results in the order written
    const waiting = Object.entries(pictures === undefined ? trials : {});
    const results = new Map(waiting.map(([name]) => [name, ""]));
    const work = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const [name, run] = next;
            try {
                await run({ browser, address });
                results.set(name, `pass ${name}`);
            } catch (error) {
                results.set(name,
                    `fail ${name}: ${String(error.message).replaceAll("\n", "\\n").slice(0, 1500)}`);
            }
        }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    waiting.push(...Object.entries(pictures === undefined ? last : {})); // the store changes in them
    await work();
    lines.push(...results.values());
} finally {
    await browser.close();
    server.kill();
    rmSync(folder, { recursive: true });
}
const failed = lines.filter((line) => line.startsWith("fail "));
if (process.env.ENT_TALLY) {
    appendFileSync(process.env.ENT_TALLY, `${lines.join("\n")}\nend ${lines.length}\n`);
} else {
    console.log([...failed, `${lines.length} results, ${failed.length} failed`].join("\n"));
}
process.exitCode = failed.length > 0 ? 1 : 0;
