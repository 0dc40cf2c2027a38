// download.ts - what is drawn and tabled, taken along as files made here
//
// SPDX-License-Identifier: MIT

import { exactOf, nameOf, numberOf } from "./table";

const SCALE = 2;

function load(source: string): Promise<HTMLImageElement> {
    return new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = () => resolve(image);
        image.onerror = () => reject(new Error("the picture cannot be read"));
        image.src = source;
    });
}

function give(href: string, name: string): void {
    const link = document.createElement("a");
    link.download = name;
    link.href = href;
    link.click();
}

async function savePng(svg: string, name: string): Promise<void> {
    const image = await load(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`);
    const canvas = document.createElement("canvas");

    canvas.width = image.width * SCALE;
    canvas.height = image.height * SCALE;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    give(canvas.toDataURL("image/png"), name);
}

// A drawing of the page as a file of its own: with the styles of the page, light, and its size.
function alone(svg: SVGSVGElement): string {
    const copy = svg.cloneNode(true) as SVGSVGElement;
    const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
    const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const box = svg.viewBox.baseVal;

    style.textContent = (document.querySelector("style")?.textContent ?? "")
        .replace(/@media[^{]*dark[^{]*\{\s*:root\s*\{[^}]*\}\s*\}/, "");
    paper.setAttribute("class", "paper");
    paper.setAttribute("y", String(box.y));
    paper.setAttribute("width", "100%");
    paper.setAttribute("height", "100%");
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", String(box.width));
    copy.setAttribute("height", String(box.height));
    copy.prepend(style, paper);
    return new XMLSerializer().serializeToString(copy);
}

function csvOf(table: HTMLTableElement): string {
    const cell = (text: string): string =>
        /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    return [...table.rows].map((row) =>
        [...row.cells].map((one) => cell(row.parentElement === table.tHead ? nameOf(one) : exactOf(one)))
            .join(",")).join("\n") + "\n";
}

export function button(words: string, act: () => void): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "tool";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
}

/** A button that saves a picture of the server as PNG. */
export function addDownload(figure: HTMLElement): void {
    document.querySelector(".take")?.append(" ", button("PNG", () => {
        const link = document.querySelector<HTMLAnchorElement>('.take a[href*=".svg"]');
        if (link !== null) {
            void fetch(link.href).then((answer) => answer.text())
                .then((svg) => savePng(svg, `entente-${figure.dataset.chart}.png`))
                .catch(() => undefined);
        }
    }));
}

// Numbers as numbers; what is missing is null.
function jsonOf(table: HTMLTableElement): string {
    const heads = [...table.tHead?.rows[0]?.cells ?? []].map(nameOf);
    const value = (text: string): string | number | null =>
        text === "" || text === "\u2013" ? null : Number.isNaN(numberOf(text)) ? text : numberOf(text);
    return `${JSON.stringify([...table.tBodies[0]?.rows ?? []].map((row) => Object.fromEntries(
        [...row.cells].map((cell, i) => [heads[i] ?? String(i), value(exactOf(cell))]))),
        null, 1)}\n`;
}

function tableButtons(table: HTMLTableElement, name: string): (HTMLElement | string)[] {
    const as = (type: string, text: string): string =>
        `data:${type};charset=utf-8,${encodeURIComponent(text)}`;
    return [
        " ", button("CSV", () => give(as("text/csv", csvOf(table)), `${name}.csv`)),
        " ", button("JSON", () => give(as("application/json", jsonOf(table)), `${name}.json`))];
}

function toolBox(): HTMLElement {
    const box = document.createElement("p");
    box.className = "own-tools";
    return box;
}

/** Buttons under a drawing that has no address of its own: the picture, and the table beside it. */
export function addOwnDownloads(svg: SVGSVGElement): void {
    const name = `entente-${svg.getAttribute("aria-labelledby")?.replace(/-title.*$/, "") ?? "chart"}`;
    const place = svg.closest(".scroll") ?? svg;
    const box = toolBox();
    const table = place.parentElement?.querySelector<HTMLTableElement>(".data table") ?? null;

    box.append(
        button("SVG", () => give(
            `data:image/svg+xml;charset=utf-8,${encodeURIComponent(alone(svg))}`, `${name}.svg`)),
        " ", button("PNG", () => void savePng(alone(svg), `${name}.png`).catch(() => undefined)));
    if (table !== null) {
        box.append(...tableButtons(table, name));
    }
    place.after(box);
}

/** The same for rows without a drawing. */
export function addRowsDownload(table: HTMLTableElement): void {
    const place = table.closest(".scroll") ?? table;
    const box = toolBox();

    box.append(...tableButtons(table, `entente-${table.closest("section")?.id || "rows"}`).slice(1));
    place.after(box);
}
