// check_page.mjs - the live page and the report in a real Chromium
//
// usage: node check_page.mjs PROGRAM CHROMIUM [PICTURES]     PICTURES: a folder for screenshots
//
// Each trial is one test: it throws where something is wrong.  Whatever is trialled, no message
// stands in the console, nothing breaks the policy, and no request leaves the loopback address.
//
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(join(root, "web/package.json"));
const { chromium } = require("playwright-core");
const [program, executablePath, pictures] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "entente-page-"));

const told = (...words) =>
    execFileSync(program, [...words, "--db", ":memory:", "-q"], { encoding: "utf8" });

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
    execFileSync(program, ["read", document, "-q", "--db", join(folder, "hostile.db"), "-o",
        join(folder, "events.txt")]);
    return join(folder, "hostile.db");
}

// ---- the bench ----

const complaints = new WeakMap(); // of a page: messages, refused policies, foreign requests

async function open(browser, address, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
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
    await page.goto(address);
    return page;
}

async function close(page) {
    await page.context().close();
    assert.deepEqual(complaints.get(page), []);
}

// The policy of the page lets no one evaluate a text: ask until it is so.
async function until(holds) {
    const end = Date.now() + 20000;
    while (!await holds()) {
        assert.ok(Date.now() < end, `in vain: ${holds}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

// Rows of the table of a view as the command line prints them in CSV.
async function rowsOf(page) {
    return page.$$eval("table.rows tbody tr", (rows) => rows.filter((row) => !row.hidden)
        .map((row) => [...row.cells].map((cell) => cell.textContent).join(",")));
}

const csv = (text) => text.trimEnd().split("\n").slice(1);

// ---- trials: a name and what is done ----

const VIEWS = ["map?states=CHN&time=2022", "map-obligations?time=2012", "map-blocs?time=1965",
    "network?time=2012", "cooperation?states=RUS~CHN&time=1990..2012", "matrix?time=2012",
    "timeline?states=CHN&time=2000..2012", "triangle?time=1990..2012",
    "alignment?states=RUS~CHN~USA&time=2000..2012", "power?time=2010..2012",
    "polarity?time=2010..2012", "peace?time=2010..2012", "votes?time=2022",
    "idealpoints?time=2022", "pressure?time=2010..2012", "threat?time=2010..2012",
    "adversaries?time=2010..2012", "dependence?time=2010..2012", "method?time=2010..2012",
    "institutions?time=2020", "institutions/SCO", "scenarios", "claims", "events", "documents",
    "sources", "citations"];

// One address a kind of view, with few rows.
const AUDITED = ["", "view/network?states=RUS~CHN~USA~GBR&time=2012",
    "view/alignment?time=2010..2012", "view/institutions?time=1950",
    "view/cooperation?time=2010..2012", "view/scenarios", "view/claims", "view/institutions/SCO",
    "view/map?time=2022&states=RUS"];

const trials = {
    async "every view renders, with a name for what is drawn"({ browser, address }) {
        const page = await open(browser, address);
        for (const view of ["", ...VIEWS.map((name) => `view/${name}`)]) {
            const answer = await page.goto(address + view);
            assert.equal(answer.status(), 200, view);
            assert.ok((await page.textContent("h1")).length > 3, view);
            for (const svg of await page.$$("main svg")) {
                assert.ok((await svg.$eval(":scope > title", (t) => t.textContent)).length > 3, view);
            }
        }
        await close(page);
    },

    async "the numbers on screen are those of the command line"({ browser, address }) {
        const page = await open(browser, `${address}view/alignment?states=RUS~CHN&time=1990..2020`);
        assert.deepEqual(await rowsOf(page), csv(told("measure", "alignment", "--states", "RUS,CHN",
            "--from", "1990", "--to", "2020", "-f", "csv")));
        const command = (await page.textContent(".making code")).split(" ").slice(1);
        assert.deepEqual(await rowsOf(page), csv(told(...command, "-f", "csv")));
        const last = (await rowsOf(page)).at(-1).split(",");
        const tip = await page.$$eval("circle.point > title, circle.point", (marks) =>
            marks.map((mark) => mark.getAttribute("data-tip") ?? mark.textContent).at(-1));
        assert.ok(tip.startsWith(`Russia \u2013 China, ${last[0]}: `), tip);
        assert.ok(Math.abs(Number(tip.split(": ")[1]) - Number(last[3])) < 1e-4, tip);
        await close(page);
    },

    async "the slider draws another year and keeps it in the address"({ browser, address }) {
        const page = await open(browser, `${address}view/network?time=2012`);
        const before = await page.innerHTML("figure svg");
        await page.focus(".slider input");
        for (let i = 0; i < 3; i++) {
            await page.keyboard.press("ArrowLeft");
        }
        await until(async () => (await page.textContent("figure svg title")).includes("2009"));
        assert.notEqual(await page.innerHTML("figure svg"), before);
        assert.equal(new URL(page.url()).searchParams.get("time"), "2009");
        await until(async () => (await page.textContent(".making code")).includes("--at 2009"));
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
        await page.goto(page.url());
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

    async "a line is stressed and its value told under the pointer"({ browser, address }) {
        const page = await open(browser, `${address}view/alignment?time=2000..2005`);
        await page.hover(".series.s2 .point >> nth=3");
        assert.match(await page.textContent(".tip"), /, 2003: -?[0-9.]+$/);
        assert.equal(await page.$$eval(".series.away", (all) => all.length), 2);
        await close(page);
    },

    async "the picture is saved as PNG, the data as CSV"({ browser, address }) {
        const page = await open(browser, `${address}view/power?states=RUS~CHN&time=1990..2010`);
        const [png] = await Promise.all([page.waitForEvent("download"),
            page.click('button:has-text("PNG")')]);
        const bytes = readFileSync(await png.path());
        assert.equal(png.suggestedFilename(), "entente-power.png");
        assert.equal(bytes.subarray(1, 4).toString(), "PNG");
        assert.ok(bytes.readUInt32BE(16) >= 1900, "its width");
        const link = await page.getAttribute('.take a:has-text("CSV")', "href");
        const text = await (await page.request.get(new URL(link, address).href)).text();
        assert.equal(text, told("measure", "power", "--states", "RUS,CHN", "--from", "1990", "--to",
            "2010", "-f", "csv"));
        await close(page);
    },

    async "a claim has the verdict and the specifications of the command line"({ browser, address }) {
        const page = await open(browser, `${address}view/claims`);
        const [head, ...rows] = told("check", "all", "--quick", "-f", "jsonl").trimEnd()
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
        const link = await page.getAttribute('.take a:has-text("CSV")', "href");
        assert.equal(await (await page.request.get(new URL(link, address).href)).text(),
            told("check", "all", "--quick", "-f", "csv"));
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
        const now = JSON.parse(told("list", "institutions", "--at", "2026-01-01", "-f", "json")).rows
            .find((row) => row.institution === "SCO");
        const full = await page.$$eval("svg .member:not(.way):not(.guest)", (all) =>
            all.map((bar) => bar.getAttribute("data-tip") ?? bar.textContent));
        assert.equal(full.filter((tip) => tip.endsWith(" on")).length, now.members);
        const command = (await page.textContent("tr:has-text('of China, against') code"))
            .split(" ").slice(1);
        const passes = Number(told(...command, "-f", "csv").trimEnd().split("\n").at(-1).split(",")[2]);
        const shown = await page.textContent("tr:has-text('of China, against') strong");
        assert.ok(Math.abs(parseFloat(shown) - passes * 100) < 0.6, `${shown}, ${passes}`);
        assert.equal((await page.goto(`${address}view/institutions/NOWHERE`)).status(), 404);
        complaints.get(page).length = 0; // the browser says 404 in its console
        await close(page);
    },

    async "a drawing without an address of its own is saved as SVG, PNG and CSV"({ browser, address }) {
        const page = await open(browser, `${address}view/scenarios`);
        const saved = async (words) => {
            const [file] = await Promise.all([page.waitForEvent("download"),
                page.click(`.own-tools button:text-is("${words}") >> nth=0`)]);
            return readFileSync(await file.path());
        };
        const svg = (await saved("SVG")).toString();
        assert.ok(svg.startsWith("<svg") && svg.includes("<style>") && svg.includes("band95"));
        assert.equal((await saved("PNG")).subarray(1, 4).toString(), "PNG");
        const rows = (await saved("CSV")).toString().trimEnd().split("\n");
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

    async "a page of 360 px does not scroll sideways, nor does one of 4K"({ browser, address }) {
        for (const width of [360, 3840]) {
            const page = await open(browser, address, { viewport: { width, height: 900 } });
            for (const view of ["", "view/network", "view/alignment?time=2010..2012",
                "view/institutions", "view/institutions/NATO", "view/scenarios", "view/map",
                "view/claims"]) {
                await page.goto(address + view);
                const wide = await page.evaluate(() => document.documentElement.scrollWidth);
                assert.ok(wide <= width, `${view}: ${wide} of ${width}`);
            }
            await close(page);
        }
    },

    async "all is reached by keyboard"({ browser, address }) {
        const page = await open(browser, `${address}view/power?time=2000..2005`);
        const reached = new Set();
        for (let i = 0; i < 60; i++) {
            await page.keyboard.press("Tab");
            reached.add(await page.evaluate(() => {
                const at = document.activeElement;
                return at.name || at.className || at.tagName;
            }));
        }
        for (const wanted of ["skip", "states", "time", "power", "tool", "scroll"]) {
            assert.ok(reached.has(wanted), `${wanted} is not reached: ${[...reached]}`);
        }
        await close(page);
    },

    // All rules in light, of few rows each: the cost of axe is that of the cells it looks at.
    // What dark may change is contrast alone.
    async "axe finds nothing serious, in light and dark"({ browser, address }) {
        const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
        const page = await open(browser, address, { bypassCSP: true });
        for (const view of AUDITED) {
            await page.goto(address + view);
            await page.evaluate(axe);
            if (view === "view/claims") {
                await page.check("#claims-contradicted"); // a few of many that are alike
            }
            for (const colorScheme of ["light", "dark"]) {
                await page.emulateMedia({ colorScheme });
                // what is folded away is not looked at: axe passes over what nobody sees
                const found = await page.evaluate((rules) => window.axe.run({
                    include: [["html"]], exclude: [["details:not([open]) > :not(summary)"]],
                }, {
                    resultTypes: ["violations"], preload: false,
                    ...(rules === null ? {} : { runOnly: rules }),
                }), colorScheme === "light" ? null : ["color-contrast"]);
                const serious = found.violations.filter((one) =>
                    ["serious", "critical"].includes(one.impact));
                assert.deepEqual(serious.map((one) =>
                    `${view} ${colorScheme} ${one.id}: ${one.nodes[0].html.slice(0, 160)}`), []);
            }
        }
        await close(page);
    },

    async "dark is dark"({ browser, address }) {
        const page = await open(browser, address, { colorScheme: "dark" });
        const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.ok(paper.match(/\d+/g).every((part) => Number(part) < 60), paper);
        await close(page);
    },

    async "text of documents stays text"({ browser, hostile }) {
        const page = await open(browser, `${hostile}view/events`);
        assert.ok((await page.textContent("table.rows")).includes("<script>"));
        assert.notEqual(await page.title(), "taken");
        assert.equal(await page.$$eval("table.rows script", (all) => all.length), 0);
        await close(page);
    },

    async "a script that is not ours does not run"({ browser, address }) {
        const page = await open(browser, address);
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

    async "the report opens from a file, without a script, in light and dark"({ browser }) {
        const path = join(folder, "report.html");
        execFileSync(program, ["report", "-o", path, "-q", "--db", ":memory:"]);
        assert.ok(readFileSync(path).length < 3e6);
        for (const colorScheme of ["light", "dark"]) {
            const page = await open(browser, `file://${path}`, { colorScheme, javaScriptEnabled: false });
            for (const part of ["#map-section svg", "#timeline-section svg", "#claims svg"]) {
                assert.ok(await page.isVisible(part), part);
            }
            await close(page);
        }
    },

    async "a brief filters its events and claims, and says what changed, without a script"({ browser }) {
        const document = join(folder, "told.txt");
        const [path, second] = ["brief.html", "second.html"].map((name) => join(folder, name));
        writeFileSync(document, "On 4 February 2022 Russia and China signed an agreement in Beijing. " +
            "On 3 May 1990 Peru attacked Chile.\n");
        execFileSync(program, ["brief", document, "-o", path, "-q", "--db", ":memory:"]);
        const page = await open(browser, `file://${path}`, { javaScriptEnabled: false });
        const all = await page.locator(".event:visible").count();
        await page.check("#events-new");
        const few = await page.locator(".event:visible").count();
        assert.ok(few > 0 && few < all, `${few} of ${all}`);
        assert.equal(await page.locator(".event.new:visible").count(), few);
        assert.match(await page.textContent("rect.report title"), /2022-02-04.*signed an agreement/);
        const text = readFileSync(path, "utf8").replace(/(data-key="measure:cooperation.level"[^>]* value=")[^"]*/,
            "$11 (1990)");
        writeFileSync(path, text);
        execFileSync(program, ["brief", document, "-o", second, "-q", "--db", ":memory:", "--since", path]);
        await page.goto(`file://${second}`);
        assert.equal(await page.locator(".changes li").count(), 1);
        assert.equal(await page.textContent(".changes del"), "1 (1990)");
        await close(page);
    },
};

// ---- pictures of the views, for doc/pictures ----

const SHOWN = ["", "map", "map-blocs?time=1965", "network?time=2012", "matrix?time=1965",
    "timeline?states=RUS", "triangle", "alignment?states=RUS~CHN~USA", "cooperation?states=RUS~CHN",
    "institutions/SCO", "scenarios", "claims"];

async function takePictures(browser, address) {
    for (const view of SHOWN) {
        const name = view === "" ? "overview" : view.split("?")[0].replace(/\/.*/, "");
        const page = await open(browser, address + (view === "" ? "" : `view/${view}`),
            { viewport: { width: 1200, height: 1000 } });
        await page.screenshot({ path: join(pictures, `${name}.png`) });
        await close(page);
    }
}

const AT_A_TIME = 3;
const lines = [];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const { server, address } = await startServer(":memory:");
const second = await startServer(hostileStore());
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
                await run({ browser, address, hostile: second.address });
                results.set(name, `pass ${name}`);
            } catch (error) {
                results.set(name,
                    `fail ${name}: ${String(error.message).replaceAll("\n", "\\n").slice(0, 1500)}`);
            }
        }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    lines.push(...results.values());
} finally {
    await browser.close();
    server.kill();
    second.server.kill();
    rmSync(folder, { recursive: true });
}
const failed = lines.filter((line) => line.startsWith("fail "));
if (process.env.ENT_TALLY) {
    appendFileSync(process.env.ENT_TALLY, `${lines.join("\n")}\nend ${lines.length}\n`);
} else {
    console.log([...failed, `${lines.length} results, ${failed.length} failed`].join("\n"));
}
process.exitCode = failed.length > 0 ? 1 : 0;
