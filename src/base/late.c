/*
 * late.c - libraries that few commands need, loaded when they are asked for
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/late.h"

#include <dlfcn.h>
#include <string.h>

enum { MOST_FUNCTIONS = 64 };

ent_status
ent_late_load(ent_ctx *ctx, const char *library, const char *package, const char *const *names,
              size_t count, void *functions, size_t size)
{
    void *found[MOST_FUNCTIONS];
    void *handle;

    if (count > MOST_FUNCTIONS || size != count * sizeof *found) {
        return ent_fail(ctx, ENT_E_BUG, "%s: %zu functions do not fill %zu bytes", library, count,
                        size);
    }
    handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        return ent_fail(ctx, ENT_E_FILE, "cannot load %s: install the package '%s'", library,
                        package);
    }
    for (size_t i = 0; i < count; i++) {
        found[i] = dlsym(handle, names[i]);
        if (found[i] == NULL) {
            (void)dlclose(handle);
            return ent_fail(ctx, ENT_E_FILE, "%s has no %s: install the package '%s' of Debian 12",
                            library, names[i], package);
        }
    }
    memcpy(functions, found, size);
    return ENT_OK;
}
