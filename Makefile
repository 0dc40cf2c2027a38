# Makefile - a thin front for Meson; every target first installs what it lacks
#
#   make           builds build/entente          make asan   tests under the address and
#   make demo      writes brief.html from                    undefined-behaviour sanitizers
#                  data/dispatches               make tsan   tests under the thread sanitizer
#   make check     builds and runs every test    make cov    coverage, with its floor
#   make install   PREFIX=/usr/local DESTDIR=    make fuzz   each harness FUZZ_SECONDS long
#   make plain     builds without npm and tests its server
#   make clean     removes the build folders     make lint   formatting, clang-tidy, cppcheck
#   make bench     times what has a promise of speed
#   make train     learns the weights of the parser anew    make eval   measures them, and models
#
# SPDX-License-Identifier: MIT
BUILD = build
PREFIX = /usr/local
FUZZ_SECONDS = 20
# What the weights of the tagger and the parser are learned from and measured by.
TREEBANK = ../shared/data/event-coding/ud-english
WORDNET = /usr/share/wordnet
WEIGHTS = data/weights/english.weights
COVERAGE_FLOOR = 95
SANITIZERS = -Db_sanitize=address,undefined -Db_lundef=false

.PHONY: all demo check asan tsan plain cov fuzz bench train eval lint install clean

# Set a folder up once; Meson looks after it from then on.
SETUP = tools/setup.sh

all:
	@tools/deps.sh build
	@tools/page.sh
	@$(SETUP) $(BUILD) --prefix=$(PREFIX)
	@ninja -C $(BUILD) product

demo: all
	$(BUILD)/entente brief data/dispatches/*.txt -o brief.html
	@echo "the page is $(CURDIR)/brief.html: open it in a browser"

check:
	@tools/deps.sh build test
	@tools/page.sh
	@$(SETUP) $(BUILD) --prefix=$(PREFIX)
	@tests/run $(BUILD)

asan:
	@tools/deps.sh build test
	@$(SETUP) $(BUILD)-asan $(SANITIZERS)
	@ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 \
	    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 PATIENCE=6 tests/run $(BUILD)-asan

# gcc's OpenMP is not built for the thread sanitizer and gives false races; LLVM's tells it
# about its barriers through archer.
tsan:
	@tools/deps.sh build test sanitize
	@CC=clang $(SETUP) $(BUILD)-tsan -Db_sanitize=thread -Db_lundef=false
	@TSAN_OPTIONS=ignore_noninstrumented_modules=1:halt_on_error=1 \
	    OMP_TOOL_LIBRARIES=$$(llvm-config-14 --libdir)/libarcher.so \
	    PATIENCE=6 tests/run $(BUILD)-tsan

# What a machine without npm builds: the live page without its script.
plain:
	@tools/deps.sh build test
	@$(SETUP) $(BUILD)-plain -Dpage=disabled
	@ninja -C $(BUILD)-plain product
	@tests/serve/check_serve.py $(BUILD)-plain/entente tests/data/import

cov:
	@tools/deps.sh build test coverage
	@$(SETUP) $(BUILD)-cov -Db_coverage=true
	@find $(BUILD)-cov -name '*.gcda' -delete
	@tests/run $(BUILD)-cov
	@gcovr --root . --filter src/ --exclude-unreachable-branches --print-summary \
	    --fail-under-line $(COVERAGE_FLOOR) $(BUILD)-cov

fuzz:
	@tools/deps.sh build sanitize
	@CC=clang $(SETUP) $(BUILD)-fuzz -Dfuzzing=true $(SANITIZERS)
	@ninja -C $(BUILD)-fuzz fuzzers
	@fuzz/run $(BUILD)-fuzz $(FUZZ_SECONDS)

# The published files of BENCH_DATA; where there are none, invented rows of events alone.
BENCH_DATA = ../shared/data

bench: all
	@tools/deps.sh bench
	@bench/events.py $(BUILD)/entente --data $(BENCH_DATA)
	@bench/record.py $(BUILD)/entente --data $(BENCH_DATA)
	@bench/serve.py $(BUILD)/entente
	@bench/voting.py $(BUILD)/entente --data $(BENCH_DATA)/voting-power
	@bench/balance.py $(BUILD)/entente $(BENCH_DATA)
	@bench/saom.py $(BUILD)/entente $(BENCH_DATA)
	@bench/scenarios.py $(BUILD)/entente
	@bench/ideal.py $(BUILD)/entente $(BENCH_DATA)
	@bench/bargain.py $(BUILD)/entente
	@bench/landscape.py $(BUILD)/entente
	@ninja -C $(BUILD) training
	@bench/parser.py $(BUILD)/tools/train/entente-eval $(WEIGHTS) $(TREEBANK)/ewt-dev.tsv
	@bench/dictionaries.py $(BUILD)/entente --data $(BENCH_DATA)/event-coding

# Learned anew to the same bytes; then measured.
train:
	@tools/deps.sh build train
	@$(SETUP) $(BUILD) --prefix=$(PREFIX)
	@ninja -C $(BUILD) training
	$(BUILD)/tools/train/entente-train $(TREEBANK)/ewt-train.tsv $(WORDNET) $(WEIGHTS)

eval:
	@tools/deps.sh build
	@$(SETUP) $(BUILD) --prefix=$(PREFIX)
	@ninja -C $(BUILD) training
	@tests/eval/reading.py $(BUILD)/entente $(BENCH_DATA) \
	    --parser $(BUILD)/tools/train/entente-eval --write doc/reading.md
	@ninja -C $(BUILD) evaluation
	@tests/eval/recovery.py $(BUILD)/tests/recovery --write doc/recovery.md
	@tests/eval/positions.py $(BUILD)/entente $(BENCH_DATA)

lint: all
	@tools/deps.sh test lint
	@tools/lint.sh $(BUILD)

install: all
	@meson configure $(BUILD) -Dprefix=$(PREFIX)
	@meson install -C $(BUILD) --no-rebuild

clean:
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-tsan $(BUILD)-plain $(BUILD)-cov $(BUILD)-fuzz brief.html
