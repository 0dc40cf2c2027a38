// table.ts - rows that can be searched and sorted
//
// SPDX-License-Identifier: MIT
import { keepState, stateOf } from "./state";

const FEW = 5;

function cellOf(row: HTMLTableRowElement, column: number): string {
    return row.cells[column]?.textContent?.trim() ?? "";
}

/** The name of a column, as the data have it: its head says it in words. */
export function nameOf(head: HTMLTableCellElement): string {
    return head.dataset.name ?? head.textContent?.trim() ?? "";
}

/** What stands in a cell in full, where it shows less. */
export function exactOf(cell: HTMLTableCellElement): string {
    return cell.title !== "" ? cell.title : cell.textContent?.trim() ?? "";
}

// "\u22120.5", "12 %" and "1,234" are numbers, too.
export function numberOf(text: string): number {
    const plain = text.replace(/^\u2212/, "-").replace(/[\s\u00a0]*%$/, "");
    return Number(/^-?\d{1,3}(,\d{3})+$/.test(plain) ? plain.replaceAll(",", "") : plain);
}

// Numbers before words, what is missing last whichever way.
function compare(a: string, b: string, turn: number): number {
    if (a === "" || b === "") {
        return a === b ? 0 : a === "" ? 1 : -1;
    }
    const x = numberOf(a), y = numberOf(b);
    const order = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, "en") : x - y;
    return order * turn;
}

function sortBy(table: HTMLTableElement, heads: HTMLTableCellElement[], column: number,
                turn: number): void {
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) => compare(exactOf(a.cells[column]), exactOf(b.cells[column]), turn));

    for (const other of heads) {
        other.removeAttribute("aria-sort");
    }
    heads[column].setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
    body.append(...rows);
}

function addSorting(table: HTMLTableElement, key: string): void {
    const heads = [...table.tHead?.rows[0]?.cells ?? []] as HTMLTableCellElement[];
    const sort = (column: number, turn: number): void => {
        sortBy(table, heads, column, turn);
        keepState(key, turn > 0 ? String(column) : `-${column}`);
    };

    heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        head.replaceChildren(button);
        button.addEventListener("click", () =>
            sort(column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1));
    });
    const given = /^(-?)(\d+)$/.exec(stateOf(key));
    if (given !== null && Number(given[2]) < heads.length) {
        sortBy(table, heads, Number(given[2]), given[1] === "" ? 1 : -1);
    }
}

// What is found is marked where it stands, without a change to the page.
function mark(items: Iterable<HTMLElement>, words: string[]): void {
    if (typeof Highlight === "undefined") {
        return;
    }
    const found: Range[] = [];
    for (const item of words.length > 0 ? items : []) {
        const texts = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
        for (let node = item.hidden ? null : texts.nextNode(); node !== null; node = texts.nextNode()) {
            const text = (node.textContent ?? "").toLowerCase();
            for (const word of words) {
                for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
                    const range = new Range();
                    range.setStart(node, at);
                    range.setEnd(node, at + word.length);
                    found.push(range);
                }
            }
        }
    }
    CSS.highlights.set("found", new Highlight(...found));
}

/** A field that leaves those items to be seen in which all its words stand. */
export function addSearch(before: Element, items: () => Iterable<HTMLElement>, what: string,
                          key: string): void {
    const field = document.createElement("input");
    const said = document.createElement("span");
    const box = document.createElement("p");

    field.type = "search";
    field.className = "tool";
    field.placeholder = `Search these ${what}`;
    field.setAttribute("aria-label", field.placeholder);
    said.setAttribute("role", "status");
    said.className = "note";
    box.className = "searching";
    box.append(field, " ", said);
    before.before(box);
    const search = (): void => {
        const words = field.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
        let shown = 0, all = 0;
        for (const item of items()) {
            const text = (item.textContent ?? "").toLowerCase();
            item.hidden = !words.every((word) => text.includes(word));
            shown += item.hidden ? 0 : 1;
            all++;
        }
        said.textContent = words.length > 0 ? `${shown} of ${all} ${what}` : "";
        mark(items(), words);
    };
    field.addEventListener("input", () => {
        search();
        keepState(key, field.value);
    });
    field.value = stateOf(key);
    if (field.value !== "") {
        search();
    }
}

// Of columns with few words: which of them to leave.
const KINDS = ["type", "status"];

function addChoices(table: HTMLTableElement): void {
    const heads = [...table.tHead?.rows[0]?.cells ?? []];
    const box = document.createElement("p");
    const chosen = new Map<number, string>();
    const choose = (): void => {
        for (const row of table.tBodies[0].rows) {
            row.classList.toggle("left-out",
                [...chosen].some(([column, word]) => word !== "" && cellOf(row, column) !== word));
        }
    };

    box.className = "searching";
    heads.forEach((head, column) => {
        const name = nameOf(head);
        const words = [...new Set([...table.tBodies[0].rows].map((row) => cellOf(row, column)))].sort();
        if (!KINDS.includes(name) || words.length < 2) {
            return;
        }
        const select = document.createElement("select");
        select.className = "tool";
        select.setAttribute("aria-label", `Only of this ${name}`);
        select.append(new Option(`any ${name}`, ""), ...words.map((word) => new Option(word, word)));
        select.value = words.includes(stateOf(name)) ? stateOf(name) : "";
        chosen.set(column, select.value);
        select.addEventListener("change", () => {
            chosen.set(column, select.value);
            keepState(name, select.value);
            choose();
        });
        box.append(select, " ");
    });
    if (chosen.size > 0) {
        (table.closest(".scroll") ?? table).before(box);
        choose();
    }
}

/** Heads that sort, and a search over more than a few rows, kept in the address by `number`. */
export function addTools(table: HTMLTableElement, number: number): void {
    const end = number === 0 ? "" : `.${number}`;

    if (table.tHead === null || table.tHead.rows.length !== 1 || table.tBodies.length !== 1) {
        return;
    }
    if (table.classList.contains("rows")) {
        addChoices(table);
    }
    addSorting(table, `sort${end}`);
    if (table.tBodies[0].rows.length > FEW) {
        addSearch(table.closest(".scroll") ?? table, () => table.tBodies[0].rows, "rows", `q${end}`);
    }
}
