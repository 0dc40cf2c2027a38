// table.ts - rows that can be searched and sorted
//
// SPDX-License-Identifier: MIT

const FEW = 5;

function cellOf(row: HTMLTableRowElement, column: number): string {
    return row.cells[column]?.textContent ?? "";
}

// Numbers before words, what is missing last whichever way.
function compare(a: string, b: string, turn: number): number {
    if (a === "" || b === "") {
        return a === b ? 0 : a === "" ? 1 : -1;
    }
    const x = Number(a), y = Number(b);
    const order = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, "en") : x - y;
    return order * turn;
}

function sortBy(table: HTMLTableElement, heads: HTMLTableCellElement[], column: number): void {
    const body = table.tBodies[0];
    const head = heads[column];
    const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    const rows = [...body.rows].sort((a, b) => compare(cellOf(a, column), cellOf(b, column), turn));

    for (const other of heads) {
        other.removeAttribute("aria-sort");
    }
    head.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
    body.append(...rows);
}

function addSearch(table: HTMLTableElement): void {
    const field = document.createElement("input");
    const said = document.createElement("span");
    const box = document.createElement("p");
    const address = new URL(location.href);

    field.type = "search";
    field.className = "tool";
    field.placeholder = "Search these rows";
    field.setAttribute("aria-label", "Search these rows");
    said.setAttribute("role", "status");
    said.className = "note";
    box.append(field, " ", said);
    (table.closest(".scroll") ?? table).before(box);
    const search = (): void => {
        const words = field.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
        let shown = 0;
        for (const row of table.tBodies[0].rows) {
            const text = (row.textContent ?? "").toLowerCase();
            row.hidden = !words.every((word) => text.includes(word));
            shown += row.hidden ? 0 : 1;
        }
        said.textContent = words.length > 0 ? `${shown} of ${table.tBodies[0].rows.length} rows` : "";
        address.hash = field.value === "" ? "" : `q=${encodeURIComponent(field.value)}`;
        history.replaceState(null, "", field.value === ""
            ? location.pathname + location.search : location.pathname + location.search + address.hash);
    };
    field.addEventListener("input", search);
    const given = /^#q=(.*)$/.exec(location.hash);
    if (given !== null) {
        field.value = decodeURIComponent(given[1]);
        search();
    }
}

/** A search over the rows (kept in the address), and heads that sort them. */
export function addTools(table: HTMLTableElement): void {
    const heads = [...table.tHead?.rows[0]?.cells ?? []] as HTMLTableCellElement[];

    heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        head.replaceChildren(button);
        button.addEventListener("click", () => sortBy(table, heads, column));
    });
    if (table.tBodies[0].rows.length > FEW) {
        addSearch(table);
    }
}
