// state.ts - what the reader chose, behind the # of the address
//
// SPDX-License-Identifier: MIT

function chosen(): URLSearchParams {
    const text = location.hash.slice(1);
    return new URLSearchParams(text.includes("=") ? text : ""); // else it is a place of the page
}

export function stateOf(key: string): string {
    return chosen().get(key) ?? "";
}

/** Keep a choice; "" forgets it. */
export function keepState(key: string, value: string): void {
    const all = chosen();
    if (value === "") {
        all.delete(key);
    } else {
        all.set(key, value);
    }
    const hash = all.toString();
    history.replaceState(null, "",
        location.pathname + location.search + (hash === "" ? "" : `#${hash}`));
}
