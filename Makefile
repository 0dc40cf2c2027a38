# Makefile - a thin front for Meson; every target first installs what it lacks
#
#   make           builds build/entente          make asan   tests under the address and
#   make demo      writes brief.html from               undefined-behaviour sanitizers
#                  data/dispatches               make tsan   tests under the thread sanitizer
#   make check     builds and runs every test    make cov    coverage, with its floor
#   make install   PREFIX=/usr/local DESTDIR=    make fuzz   each harness FUZZ_SECONDS long
#   make clean     removes the build folders     make lint   formatting, clang-tidy, cppcheck
#
# SPDX-License-Identifier: MIT
MAKEFLAGS += --no-print-directory
NINJA = ninja
PREFIX = /usr/local
FUZZ_SECONDS = 20
COVERAGE_FLOOR = 85

.PHONY: all demo check asan tsan cov fuzz lint install clean

# $(call configure,FOLDER,OPTIONS): set the folder up once
configure = test -f $(1)/build.ninja || meson setup $(1) $(2)

# $(call run_tests,FOLDER): build the tests of a folder, run all, tally
run_tests = tests/run $(1)

all:
	@tools/deps.sh build
	@$(call configure,build,--prefix=$(PREFIX))
	@$(NINJA) -C build

demo: all
	build/entente brief data/dispatches/*.txt -o brief.html
	@echo "the page is $(CURDIR)/brief.html: open it in a browser"

check:
	@tools/deps.sh build test
	@$(call configure,build,--prefix=$(PREFIX))
	@$(NINJA) -C build
	@$(call run_tests,build)

asan:
	@tools/deps.sh build test
	@$(call configure,build-asan,-Db_sanitize=address$(comma)undefined -Db_lundef=false)
	@$(NINJA) -C build-asan
	@ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 \
	    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 $(call run_tests,build-asan)

# gcc's OpenMP is not built for the thread sanitizer and gives false races; LLVM's tells it
# about its barriers through archer.
tsan:
	@tools/deps.sh build test sanitize
	@CC=clang $(call configure,build-tsan,-Db_sanitize=thread -Db_lundef=false)
	@$(NINJA) -C build-tsan
	@TSAN_OPTIONS=ignore_noninstrumented_modules=1:halt_on_error=1 \
	    OMP_TOOL_LIBRARIES=$$(llvm-config-14 --libdir)/libarcher.so \
	    $(call run_tests,build-tsan)

cov:
	@tools/deps.sh build test coverage
	@$(call configure,build-cov,-Db_coverage=true)
	@$(NINJA) -C build-cov
	@find build-cov -name '*.gcda' -delete
	@$(call run_tests,build-cov)
	@gcovr --root . --filter src/ --object-directory build-cov \
	    --exclude-unreachable-branches --print-summary --fail-under-line $(COVERAGE_FLOOR)

fuzz:
	@tools/deps.sh build sanitize
	@CC=clang $(call configure,build-fuzz,-Dfuzzing=true -Db_lundef=false \
	    -Db_sanitize=address$(comma)undefined)
	@$(NINJA) -C build-fuzz fuzzers
	@fuzz/run build-fuzz $(FUZZ_SECONDS)

lint:
	@tools/deps.sh build test lint
	@$(call configure,build,--prefix=$(PREFIX))
	@$(NINJA) -C build
	@tools/lint.sh build

install: all
	@meson install -C build --no-rebuild

clean:
	rm -rf build build-asan build-tsan build-cov build-fuzz brief.html

comma := ,
