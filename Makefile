# Two commands do all the set-up on a fresh Debian machine with Swift:
#   make demo   installs what is missing, builds, and runs the main job
#   make test   does the same and runs the tests

SHELL := /bin/bash
PACKAGES := libedit-dev libsqlite3-dev zlib1g-dev libisal-dev libbz2-dev liblzma-dev r-base-core
TEST_PACKAGES := r-cran-foreach r-cran-doparallel tmux
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
AZP := .build/debug/azp
# A state directory of the demo's own: it leaves nothing in yours.
DEMO_STATE := $(CURDIR)/.build/demo-state

# Installs those of the packages that are missing.
define install
missing=$$(for p in $(1); do dpkg -s $$p > /dev/null 2>&1 || echo $$p; done); \
  if [ -n "$$missing" ]; then echo "installing" $$missing; \
    $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi
endef

.PHONY: demo test conformance fuzz chaos build release install format lint examples bench clean packages test-packages

demo: build
	@rm -rf $(DEMO_STATE)
	@trap 'AZP_STATE_DIR=$(DEMO_STATE) $(AZP) stop > /dev/null' EXIT; \
	  echo '$$ azp examples/long_running_job.azp'; \
	  AZP_STATE_DIR=$(DEMO_STATE) $(AZP) examples/long_running_job.azp
	@echo; echo "Now try it by hand: $(AZP)"

test: build test-packages
	Tests/run $(TEST_OPTIONS)

build: packages
	swift build

# The program to install: optimised, with the Swift libraries inside. Half of the
# time to its prompt is the kernel's and the loader's, so they get less to do:
# - It has a fixed address, as Go's programs have; else some hundred thousand
#   addresses would be adjusted at each start.
# - It exports nothing; else each name that is bound would first be looked for
#   among its own sixty thousand.
# - What Debian has as archives is inside: a shared library costs as much time
#   as a hundred calls of the system. Only in their directory are they found
#   before the shared ones; where there is none, the shared one is taken.
# - No library is looked for beside it.
ARCHIVES := $(CURDIR)/.build-release/archives
# The last three are what the archive of libedit needs, and its shared library would bring along.
ARCHIVED := sqlite3 bz2 lzma z stdc++ edit bsd md tinfo
release: packages
	@rm -rf "$(ARCHIVES)" && mkdir -p "$(ARCHIVES)" && for name in $(ARCHIVED); do \
	  archive=$$(clang -print-file-name=lib$$name.a); \
	  if [ -e "$$archive" ]; then ln -s "$$archive" "$(ARCHIVES)"; fi; done
	swift build -c release --product azp --static-swift-stdlib --scratch-path .build-release --disable-local-rpath \
	  -Xswiftc "-L$(ARCHIVES)" $$(test ! -e "$(ARCHIVES)/libedit.a" || printf -- '-Xlinker -l%s ' bsd md tinfo) \
	  -Xlinker -s -Xlinker -no-pie -Xlinker --no-export-dynamic

install: release
	install -D .build-release/release/azp $(DESTDIR)/usr/local/bin/azp
	mkdir -p $(DESTDIR)/usr/local/share/man/man1 $(DESTDIR)/usr/local/share/bash-completion/completions \
	  $(DESTDIR)/usr/local/share/zsh/site-functions $(DESTDIR)/usr/local/share/fish/vendor_completions.d
	.build-release/release/azp manual > $(DESTDIR)/usr/local/share/man/man1/azp.1
	.build-release/release/azp completions bash > $(DESTDIR)/usr/local/share/bash-completion/completions/azp
	.build-release/release/azp completions zsh > $(DESTDIR)/usr/local/share/zsh/site-functions/_azp
	.build-release/release/azp completions fish > $(DESTDIR)/usr/local/share/fish/vendor_completions.d/azp.fish

examples: build
	@rm -rf $(DEMO_STATE); set -e; \
	  trap 'AZP_STATE_DIR=$(DEMO_STATE) $(AZP) stop > /dev/null' EXIT; \
	  for script in examples/*.azp; do echo "== $$script"; AZP_STATE_DIR=$(DEMO_STATE) $(AZP) $$script; done

FORMATTED := Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources
format:
	swift format --in-place --recursive --parallel $(FORMATTED)

lint:
	swift format lint --strict --recursive --parallel $(FORMATTED)

bench: release
	Benchmarks/run .build-release/release/azp

# The official clients of Azure against a fresh service; they come from PyPI.
conformance: build
	Tests/Conformance/run

# libFuzzer on the readers of untrusted text, each for FUZZ_SECONDS; what it
# has learnt stays in .build-fuzz, and so does an input that it found.
FUZZ_SECONDS ?= 600
fuzz: packages
	Tests/Fuzz/run $(FUZZ_SECONDS)

# Kills, stops and damages a service and its nodes while jobs run, then looks
# whether anything that was acknowledged is lost or was done twice. The seed of
# a run that failed is printed, and repeats it.
CHAOS_KILLS ?= 200
CHAOS_MODE ?= all
chaos: build
	@CHAOS_KILLS=$(CHAOS_KILLS) CHAOS_MODE=$(CHAOS_MODE) $(if $(CHAOS_SEED),CHAOS_SEED=$(CHAOS_SEED)) .build/debug/Chaos

clean:
	rm -rf .build .build-release .build-fuzz .build-conformance

packages:
	@$(call install,$(PACKAGES))

test-packages:
	@$(call install,$(TEST_PACKAGES))
