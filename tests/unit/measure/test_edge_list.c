/*
 * test_edge_list.c - signed networks from files of ties, good and bad
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <unistd.h>

#include "measure/network/edge_list.h"

/* Read `text` as a file; the error's text from its first colon on, or "" when it was read. */
static const char *
read_text(ent_ctx *ctx, const char *text, const char *group, ent_merge merge, ent_edge_list *out)
{
    static char       name[64];
    ent_measure_edges options = {name, group, merge};
    const char       *error = "";
    FILE             *file;
    ent_status        status;

    (void)snprintf(name, sizeof name, "/tmp/edges-%ld.csv", (long)getpid());
    file = fopen(name, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    status = ent_edge_list_read(ctx, &options, out);
    assert_int_equal(unlink(name), 0);
    if (status != ENT_OK) {
        assert_int_equal(status, ENT_E_INPUT);
        error = strchr(ent_ctx_error(ctx), ':');
        assert_non_null(error);
    }
    return error;
}

static void
rows_of_a_pair_are_added_up(void **state)
{
    static const char TEXT[] = "source,target,sign,weight\n"
                               "x,y,1,1\ny,x,-1,5\nx,y,1,1\n" /* 2 to 1; -3 by weight */
                               "y,z,1,2\nz,y,-1,-2\n"         /* cancels both ways    */
                               "z,z,1,1\n"                    /* a loop               */
                               "\"w, the\",x,-1,3\n";
    ent_ctx      *ctx = unit_ctx(1);
    ent_edge_list list;

    (void)state;
    for (int merge = 0; merge < 2; merge++) {
        const ent_signed_network *network;

        assert_string_equal(read_text(ctx, TEXT, NULL, (ent_merge)merge, &list), "");
        assert_int_equal(list.group_count, 1);
        assert_string_equal(list.groups[0].name, "");
        network = &list.groups[0].network;
        assert_int_equal(network->node_count, 3); /* z has no tie left */
        assert_int_equal(network->edge_count, 2);
        assert_int_equal(network->edges[0].weight, merge == ENT_MERGE_SIGN_SUM ? 1 : -1);
        assert_int_equal(network->edges[1].weight, -1);
        assert_string_equal(list.groups[0].nodes[2], "w, the");
        assert_int_equal(list.loops, 1);
        assert_int_equal(list.cancelled, 1);
        ent_edge_list_clear(&list);
    }
    ent_ctx_destroy(ctx);
}

static void
groups_are_networks_of_their_own(void **state)
{
    static const char TEXT[] = "year,ccode1,ccode2,sign\n"
                               "1816,2,200,1\n1817,200,2,-1\n1816,200,220,-1\n1818,2,2,1\n";
    ent_ctx          *ctx = unit_ctx(1);
    ent_edge_list     list;

    (void)state;
    assert_string_equal(read_text(ctx, TEXT, "year", ENT_MERGE_SIGN_SUM, &list), "");
    assert_int_equal(list.group_count, 3);
    assert_string_equal(list.groups[0].name, "1816");
    assert_int_equal(list.groups[0].network.node_count, 3);
    assert_int_equal(list.groups[1].network.edge_count, 1);
    assert_int_equal(list.groups[1].network.edges[0].weight, -1);
    assert_int_equal(list.groups[2].network.node_count, 0);
    ent_edge_list_clear(&list);
    ent_ctx_destroy(ctx);
}

static void
what_is_wrong_is_said_with_its_place(void **state)
{
    static const struct {
        const char *text, *error;
    } CASES[] = {
        {"", ":1:1: empty, expected a header row"},
        {"source,sign\n", ":1: no column 'source' in the header; expected source,target,sign"},
        {"source,target\n", ":1: no column 'sign' in the header; expected source,target,sign"},
        {"source,target,sign\n", ":1: no column 'weight' in the header to add up"},
        {"source,target,sign,weight\na,b,1,1\n", ":1: no column 'g' in the header to group by"},
        {"g,source,target,sign,weight\n,a,b,2,1\n", ":2:6: 'sign' is '2', expected 1 or -1"},
        {"g,source,target,sign,weight\n,a,b,,1\n", ":2:6: 'sign' is '', expected 1 or -1"},
        {"g,source,target,sign,weight\n,a,b,nan,1\n", ":2:6: 'sign' is 'nan', expected 1 or -1"},
        {"g,source,target,sign,weight\n,a\n", ":2:3: no 'target', expected the name of a node"},
        {"g,source,target,sign,weight\n\n,,b,1,1\n",
         ":3:2: 'source' is '', expected the name of a node"},
        {"g,source,target,sign,weight\n,a,b,1,x\n",
         ":2:8: 'weight' is 'x', expected a number that is not 0"},
        {"g,source,target,sign,weight\n,a,b,1,0\n",
         ":2:8: 'weight' is '0', expected a number that is not 0"},
        {"g,source,target,sign,weight\n,a,b,1,-2\n",
         ":2:8: 'weight' is '-2', expected a weight of the tie's own sign"},
        {"g,source,target,sign,weight\n,\"a,b,1,1\n", ":2:2: the quote never ends"},
    };
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        ent_edge_list list;

        assert_string_equal(read_text(ctx, CASES[i].text, "g", ENT_MERGE_WEIGHT_SUM, &list),
                            CASES[i].error);
    }
    ent_ctx_destroy(ctx);
}

static void
a_header_alone_is_no_network(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    ent_edge_list list;

    (void)state;
    assert_string_equal(read_text(ctx, "\xEF\xBB\xBFi,j,sign\r\n", NULL, ENT_MERGE_SIGN_SUM, &list),
                        "");
    assert_int_equal(list.group_count, 0);
    ent_edge_list_clear(&list);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_a_pair_are_added_up),
        cmocka_unit_test(groups_are_networks_of_their_own),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(a_header_alone_is_no_network),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
