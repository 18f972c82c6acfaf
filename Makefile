# Everything that people and CI do. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

BUILD := build
# Of what is pulled.
ARCH := x86_64
DISTRO := debian-13
IMAGE := pxeboot_stack:latest-amd64
IMAGE_ARM64 := pxeboot_stack:latest-arm64
# Of the initramfs's tools: debian, or alpine (docs/adr/0012-installer-and-tools-that-were-not-built.md).
TOOLS := debian
ALPINE := alpine:3.22
# A container image with GraalVM's native-image, for the installer; empty: GRAALVM_HOME, or jlink.
GRAALVM :=
TOOLS_IMAGE := pxeboot_stack_initramfs_tools:latest
DHCP_SERVERS_IMAGE := pxeboot_stack_dhcp_servers:latest
# Each on its own line, in the order of the alphabet: whoever adds a test adds a line.
BOOT_ANYTHING_TESTS := \
  BootAnythingIT \
  BootRecipeIT \
  Ipv6BootIT \
  PlannedBootIT \
  ProxyDhcpIT \
  ProxyInstallationIT \
  SnippetDhcpIT \


export BUILD_DIR := $(BUILD)
export GRAALVM
export SUDO
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
CLI_JAR := pxeboot-cli/target/pxeboot-cli-0.1.0-SNAPSHOT.jar
DOCKER_SH := $(SUDO) BUILD_DIR=$(BUILD) scripts/docker.sh
DOCKER := $(SUDO) env DOCKER_BUILDKIT=0 docker
# Found when a recipe needs it, so that `make help` works without a JDK.
JAVA_HOME_25 = $(shell scripts/java-home.sh)
MVN = JAVA_HOME=$(JAVA_HOME_25) mvn --batch-mode --no-transfer-progress
PXEBOOT = $(SUDO) env JAVA_HOME=$(JAVA_HOME_25) bin/pxeboot

SOURCES := $(shell find . -path ./$(BUILD) -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f -print)
sources_of = $(foreach module,$(1),$(filter ./$(module)/%,$(SOURCES))) pom.xml
JARS := $(BUILD)/jars.stamp
INITRD := $(BUILD)/initrds/x86_64/initrd.gz
BOM := $(BUILD)/bom.json
CYCLONEDX := 2.9.1
IMAGE_STAMP := $(BUILD)/image.stamp
TAR := $(BUILD)/pxeboot_stack_amd64.tar
ARM64 := $(BUILD)/arm64
INITRD_ARM64 := $(BUILD)/initrds/aarch64/initrd.gz
DISTRO_MANIFEST := $(BUILD)/images/$(DISTRO)/x86_64/manifest.json
DISTRO_MANIFEST_ARM64 := $(BUILD)/images/$(DISTRO)/aarch64/manifest.json

# Maven itself runs as root for tests of whole boots, so what it writes is given back.
comma := ,
space := $(subst x, ,x)
e2e = [ -z "$(SUDO)" ] || trap '$(SUDO) chown -R "$$(id -u):$$(id -g)" */target $(HOME)/.m2/repository' EXIT INT TERM; \
  $(SUDO) env HOME=$(HOME) JAVA_HOME=$(JAVA_HOME_25) $(shell command -v mvn) --batch-mode --no-transfer-progress -Pe2e verify \
  -pl $(1) --also-make -Dskip.unit.tests \
  -Dpxeboot.image=$(IMAGE) -Dpxeboot.tar=$(CURDIR)/$(TAR) -Dpxeboot.images-dir=$(CURDIR)/$(BUILD)/images -Dpxeboot.work-dir=$(CURDIR)/$(BUILD)/e2e

.PHONY: help
help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: preflight image $(DISTRO_MANIFEST) ## install a blank virtual machine over the network and log in to it
	@$(PXEBOOT) lab demo --work-dir $(BUILD)/demo --images-dir $(BUILD)/images --image $(IMAGE)

.PHONY: demo-down
demo-down: ## remove every trace of the demo (what was built and pulled stays: make clean)
	@$(SUDO) scripts/lab-down.sh demo $(BUILD)/demo
	@# Of tests that were interrupted.
	@$(SUDO) scripts/lab-down.sh boots $(BUILD)/e2e/boots/lab
	@$(SUDO) scripts/lab-down.sh pvmlab $(BUILD)/e2e/pvmlab/lab
	@$(SUDO) scripts/lab-down.sh stack $(BUILD)/e2e/stack/lab
	@$(SUDO) scripts/lab-down.sh live-any $(BUILD)/e2e/live/any-lab
	@$(SUDO) scripts/lab-down.sh bench $(BUILD)/bench/lab
	@$(SUDO) scripts/lab-down.sh dhcp $(BUILD)/e2e/dhcp/lab
	@$(SUDO) scripts/lab-down.sh environment $(BUILD)/e2e/environment/lab
	@$(SUDO) scripts/lab-down.sh doctor $(BUILD)/e2e/doctor/lab
	@$(SUDO) scripts/lab-down.sh watch $(BUILD)/e2e/watch/lab
	@$(SUDO) scripts/lab-down.sh restart $(BUILD)/e2e/restart/lab
	@$(SUDO) scripts/lab-down.sh proxy $(BUILD)/e2e/proxy/lab
	@$(SUDO) scripts/lab-down.sh snippet $(BUILD)/e2e/snippet/lab
	@$(SUDO) scripts/lab-down.sh arm64 $(BUILD)/e2e/arm64/lab
	@$(SUDO) scripts/lab-down.sh anything $(BUILD)/e2e/anything/lab
	@$(SUDO) scripts/lab-down.sh recipe $(BUILD)/e2e/recipe/lab
	@$(SUDO) scripts/lab-down.sh page $(BUILD)/e2e/page/lab
	@$(SUDO) scripts/lab-down.sh live $(BUILD)/e2e/live/lab
	@$(SUDO) scripts/lab-down.sh ipv6 $(BUILD)/e2e/ipv6/lab
	@$(SUDO) scripts/lab-down.sh sealed $(BUILD)/e2e/sealed/lab
	@$(SUDO) scripts/lab-down.sh aside $(BUILD)/e2e/aside/lab
	@for lab in $(BUILD)/e2e/fault-*; do [ ! -e $$lab ] || $(SUDO) scripts/lab-down.sh $$(basename $$lab) $$lab/lab; done
	@$(DOCKER_SH) stop-daemon

.PHONY: all
all: image-for-both ## build the container images of both architectures, for docker load: build/pxeboot_stack_{amd64,arm64}.tar
	@$(MAKE) prerequisites-arm64 $(TAR) $(BUILD)/pxeboot_stack_arm64.tar

.PHONY: image-for-both
image-for-both:
	@$(MAKE) docker $(INITRD_ARM64)
	@# Now that it is there, it goes into the image.
	@$(MAKE) image

.PHONY: image
image: docker $(IMAGE_STAMP) ## build the container image (pxeboot_stack:latest-amd64)

.PHONY: initrd
initrd: docker $(INITRD) ## build the installer's initramfs

.PHONY: pull
pull: prerequisites $(if $(filter aarch64,$(ARCH)),prerequisites-arm64) $(JARS) ## make or refresh the Debian 13 image (ARCH=aarch64 for ARM64's)
	@$(PXEBOOT) distro pull $(DISTRO) --arch $(ARCH) --images-dir $(BUILD)/images

.PHONY: test
test: preflight test-prerequisites lint test-unit test-e2e ## run all tests: unit, integration, whole boots in QEMU

.PHONY: test-unit
test-unit: toolchain ## run the tests that need neither root nor network (minutes)
	@$(MVN) verify

.PHONY: test-e2e
test-e2e: preflight test-prerequisites image $(TAR) dhcp-servers $(DISTRO_MANIFEST) ## run the tests that need root, Docker and QEMU
	@$(call e2e,e2e-tests$(comma)boot-handler$(comma)os-installer$(comma)initrd-builder)

.PHONY: test-boot-anything
test-boot-anything: preflight test-prerequisites image dhcp-servers $(DISTRO_MANIFEST) ## boot machines that nobody defined, and beside other people's DHCP servers
	@$(call e2e,e2e-tests$(comma)boot-handler) -Dexcluded.tests=none -Dit.test=$(subst $(space),$(comma),$(strip $(BOOT_ANYTHING_TESTS))) -Dfailsafe.failIfNoSpecifiedTests=false

# Only tests need it.
.PHONY: dhcp-servers
dhcp-servers: docker $(BUILD)/dhcp-servers.stamp

$(BUILD)/dhcp-servers.stamp: docker/dhcp-servers.Dockerfile
	@$(DOCKER_SH) base-image
	@echo "==> collecting other DHCP servers for the tests"
	@$(call make_tools,--file $<,$(DHCP_SERVERS_IMAGE))
	@touch $@

# Where the pictures of docs/ are made: make test-browser SCREENSHOTS=docs/images
SCREENSHOTS :=

.PHONY: test-pages
test-pages: toolchain browser-prerequisites ## try the status pages in Chromium, without virtual machines (a minute or two)
	@$(MVN) -Pbrowser verify -pl boot-handler --also-make -Dskip.unit.tests -Dpxeboot.screenshots=$(abspath $(SCREENSHOTS))

.PHONY: test-browser
test-browser: preflight test-prerequisites test-pages image $(DISTRO_MANIFEST) ## the same, and watch an installation from power-on to ready, in QEMU
	@$(call e2e,e2e-tests) -Dexcluded.tests=none -Dpxeboot.screenshots=$(abspath $(SCREENSHOTS)) -Dit.test=WatchedInstallationIT -Dfailsafe.failIfNoSpecifiedTests=false

.PHONY: test-faults
test-faults: preflight test-prerequisites image $(TAR) $(DISTRO_MANIFEST) ## make installations fail in every way, in QEMU (an hour or two)
	@$(call e2e,e2e-tests) -Dexcluded.tests=none -Dit.test=FaultMatrixIT,InstallationIT,PvmlabIT -Dfailsafe.failIfNoSpecifiedTests=false

.PHONY: test-arm64
test-arm64: preflight test-arm64-prerequisites image-for-both ## install an ARM64 machine, emulated by QEMU (half an hour or more)
	@$(MAKE) $(DISTRO_MANIFEST_ARM64)
	@$(call e2e,e2e-tests) -Dexcluded.tests=none -Dit.test=Arm64InstallationIT -Dfailsafe.failIfNoSpecifiedTests=false

.PHONY: test-live
test-live: preflight test-prerequisites live-prerequisites image ## make live systems and boot them every way, in QEMU (half an hour)
	@$(call e2e,e2e-tests$(comma)image-customizer) -Dexcluded.tests=none -Dit.test=LiveIT$(comma)DiskImageIT$(comma)SandboxIT -Dfailsafe.failIfNoSpecifiedTests=false

.PHONY: bench
bench: preflight bench-prerequisites live-prerequisites image ## measure the container under load, for docs/benchmarks.md (BENCHMARKS=name chooses)
	@$(SUDO) env PATH=$$PATH:/usr/sbin:/sbin $(JAVA_HOME_25)/bin/java -jar benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar \
	  --image $(IMAGE) --installer $(BUILD)/installer --work-dir $(BUILD)/bench $(BENCHMARKS)

.PHONY: sizes
sizes: image ## what each part of the container image weighs, for docs/benchmarks.md
	@$(SUDO) scripts/image-sizes.sh $(IMAGE) $(BUILD)/sizes

.PHONY: lint
lint: prerequisites ## check the shell scripts
	@shellcheck scripts/*.sh bin/pxeboot docker/*.sh docker/bin/* initrd-builder/initramfs/{init,udhcpc.script,os-installer} .ci/run \
	  image-customizer/src/main/resources/org/pxebootstack/imagecustomizer/build/pxeboot-live-{fetch,ready,memory.sh}

.PHONY: format
format: toolchain ## format the Java sources
	@$(MVN) --quiet spotless:apply

.PHONY: clean
clean: demo-down ## remove what was built and pulled
	@$(SUDO) rm -rf $(BUILD)
	@$(SUDO) rm -rf target */target

.PHONY: toolchain
toolchain:
	@[ -z "$(SUDO)" ] || command -v sudo >/dev/null || { echo "pxeboot: run make as root, or install sudo" >&2; exit 1; }
	@scripts/java-home.sh >/dev/null
	@[ -f $(CLI_JAR) ] || rm -f $(JARS)
	@command -v mvn >/dev/null || { echo "pxeboot: Maven is missing: install it (Debian: apt-get install maven)" >&2; exit 1; }

.PHONY: prerequisites
prerequisites: toolchain
	@mkdir -p $(BUILD)
	@$(SUDO) scripts/prerequisites.sh

.PHONY: preflight
preflight: toolchain
	@mkdir -p $(BUILD)
	@$(SUDO) scripts/prerequisites.sh preflight

.PHONY: test-prerequisites
test-prerequisites: toolchain
	@mkdir -p $(BUILD)
	@$(SUDO) scripts/prerequisites.sh test

.PHONY: test-arm64-prerequisites
test-arm64-prerequisites: toolchain
	@mkdir -p $(BUILD)
	@$(SUDO) scripts/prerequisites.sh test-arm64

.PHONY: browser-prerequisites
browser-prerequisites: toolchain
	@mkdir -p $(BUILD)
	@$(SUDO) scripts/prerequisites.sh browser

.PHONY: bench-prerequisites
bench-prerequisites: toolchain
	@mkdir -p $(BUILD)
	@$(SUDO) scripts/prerequisites.sh bench browser

.PHONY: live-prerequisites
live-prerequisites: toolchain
	@mkdir -p $(BUILD)
	@$(SUDO) scripts/prerequisites.sh live

.PHONY: prerequisites-arm64
prerequisites-arm64: toolchain
	@mkdir -p $(BUILD)
	@$(SUDO) scripts/prerequisites.sh arm64

.PHONY: docker
docker: prerequisites
	@$(DOCKER_SH) daemon
	@# An engine that has lost an image gets it again.
	@$(DOCKER) image inspect $(IMAGE) >/dev/null 2>&1 || rm -f $(IMAGE_STAMP)
	@$(DOCKER) image inspect $(DHCP_SERVERS_IMAGE) >/dev/null 2>&1 || rm -f $(BUILD)/dhcp-servers.stamp

$(JARS): $(SOURCES)
	@echo "==> building the programs"
	@$(MVN) --quiet package -Dmaven.test.skip=true
	@mkdir -p $(BUILD) && touch $@

# A native image where a GraalVM is at hand, else the classes on a jlinked runtime; the script says which.
INSTALLER_SOURCES := $(call sources_of,contract command os-installer) initrd-builder/initramfs/os-installer docker/native-installer.Dockerfile \
  scripts/make-installer.sh scripts/make-runtime.sh
$(BUILD)/installer: $(INSTALLER_SOURCES) | $(JARS)
	@scripts/make-installer.sh $(JAVA_HOME_25) $@
	@touch $@

make_tools = $(DOCKER) build $(1) --quiet --network=host --tag $(2) docker >$(BUILD)/docker-tools.log 2>&1 \
	  || { tail -n 30 $(BUILD)/docker-tools.log; echo "pxeboot: these packages could not be collected, see above" >&2; exit 1; }

# Debian's, where Alpine's are not asked for or not possible (which the script says): docs/adr/0004-tools-of-the-initramfs.md.
$(BUILD)/tools-root: scripts/initramfs-tools.sh docker/initramfs-tools-alpine.Dockerfile scripts/alpine-possible.sh | $(BUILD)/installer
	@if [ $(TOOLS) = alpine ] && $(SUDO) scripts/alpine-possible.sh $(BUILD)/installer $(ALPINE); then \
	  echo "==> initramfs: taking the tools from $(ALPINE)"; \
	  $(call make_tools,--build-arg ALPINE=$(ALPINE) --file docker/initramfs-tools-alpine.Dockerfile,$(TOOLS_IMAGE)); \
	  $(DOCKER_SH) export $(TOOLS_IMAGE) $@; \
	else \
	  echo "==> initramfs: taking the tools from Debian 13"; \
	  $(SUDO) scripts/initramfs-tools.sh amd64 $@; \
	fi
	@$(SUDO) touch $@

make_initrd = $(JAVA_HOME_25)/bin/java -jar initrd-builder/target/initrd-builder-0.1.0-SNAPSHOT.jar \
	  --spec initrd-builder/initramfs/$$([ -e $(1)/tools-root/etc/alpine-release ] && echo alpine || echo debian).spec --root $(1)/tools-root --installer $(1)/installer --output $@ --max-size 40MiB

INITRD_SOURCES := $(call sources_of,initrd-builder) $(wildcard initrd-builder/initramfs/*)
$(INITRD): $(BUILD)/installer $(BUILD)/tools-root $(INITRD_SOURCES) | $(JARS)
	@echo "==> making the installer's initramfs"
	@mkdir -p $(@D)
	@$(call make_initrd,$(BUILD))

# Of java.desktop Spring uses the beans: of what draws, prints and plays jlink insists on a class in each package.
RUNTIME_OPTIONS := --exclude-resources='regex:/java\.desktop/(com/sun/(imageio|java|media|swing)|sun/(font|java2d|print|swing|awt/X11)|javax)/.*[$$].*' \
  --add-modules java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported
make_runtime = scripts/make-runtime.sh $(JAVA_HOME_25) $@ "$(1)" $(RUNTIME_OPTIONS) \
	  && cd $@/lib && rm -f libawt*.so libfontmanager.so libfreetype.so libjavajpeg.so libjawt.so libjsound.so liblcms.so libmlib_image.so libsplashscreen.so jrt-fs.jar

$(BUILD)/runtime: Makefile scripts/make-runtime.sh
	@echo "==> making the container's Java runtime with jlink"
	@$(call make_runtime,)
	@touch $@

# What the programs in the container and in the initramfs are made of; pxeboot's own libraries are not in it.
$(BOM): $(filter %pom.xml,$(SOURCES)) | $(JARS)
	@echo "==> listing the programs' libraries"
	@$(MVN) --quiet org.cyclonedx:cyclonedx-maven-plugin:$(CYCLONEDX):makeAggregateBom -pl .,boot-handler,vm-watcher,pxeboot-cli,os-installer --also-make \
	  -DoutputFormat=json -DoutputName=bom -DincludeTestScope=false -DincludeBomSerialNumber=false -DprojectType=application
	@cp target/bom.json $@

IMAGE_SOURCES := $(call sources_of,contract command definitions rendering boot-handler vm-watcher initrd-builder image-customizer pxeboot-cli) supervisord.conf $(shell find docker nginx -type f) scripts/image-context.sh
make_image = scripts/image-context.sh $(JAVA_HOME_25) $(1)/runtime $(BUILD)/initrds $(BOM) $(2) $(1)/context \
	  && { $(DOCKER) build $(3) --network=host --tag $(4) --file docker/Dockerfile $(1)/context >$(1)/docker-build.log 2>&1 \
	    || { tail -n 30 $(1)/docker-build.log; echo "pxeboot: the image could not be built: all of it in $(1)/docker-build.log" >&2; exit 1; }; } \
	  && rm -rf $(1)/context

# The other architecture's initramfs is in it where there is one: `make all` makes it.
$(IMAGE_STAMP): $(BUILD)/runtime $(INITRD) $(wildcard $(INITRD_ARM64)) $(BOM) $(IMAGE_SOURCES) | $(JARS)
	@$(DOCKER_SH) base-image
	@echo "==> building the container image"
	@$(call make_image,$(BUILD),x86_64,,$(IMAGE))
	@touch $@

# ARM64's. Only where Debian's packages are installed in its image are its programs run, emulated.
$(ARM64)/jdk: scripts/arm64-jdk.sh
	@echo "==> ARM64: fetching JDK 25 from Debian 13"
	@$(SUDO) scripts/arm64-jdk.sh $@

$(ARM64)/runtime: $(ARM64)/jdk Makefile scripts/make-runtime.sh
	@echo "==> ARM64: making the container's Java runtime with jlink"
	@$(call make_runtime,$(ARM64)/jdk)
	@touch $@

$(ARM64)/installer: $(ARM64)/jdk $(INSTALLER_SOURCES) | $(JARS)
	@scripts/make-installer.sh $(JAVA_HOME_25) $@ $(ARM64)/jdk
	@touch $@

$(ARM64)/tools-root: scripts/initramfs-tools.sh
	@echo "==> ARM64: taking the initramfs's tools from Debian 13"
	@$(SUDO) scripts/initramfs-tools.sh arm64 $@ && $(SUDO) touch $@

$(INITRD_ARM64): $(ARM64)/installer $(ARM64)/tools-root $(INITRD_SOURCES) | $(JARS)
	@echo "==> ARM64: making the installer's initramfs"
	@mkdir -p $(@D)
	@$(call make_initrd,$(ARM64))

$(ARM64)/image.stamp: $(ARM64)/runtime $(INITRD_ARM64) $(INITRD) $(BOM) $(IMAGE_SOURCES) | $(JARS)
	@$(DOCKER_SH) base-image-arm64
	@echo "==> ARM64: building the container image (emulated: takes minutes)"
	@$(call make_image,$(ARM64),aarch64,--build-arg BASE=debian:trixie-slim-arm64 --build-arg AOT_CACHES=no,$(IMAGE_ARM64))
	@$(DOCKER_SH) label-arm64 $(IMAGE_ARM64)
	@touch $@

# Under its own name only when it is whole.
$(TAR): $(IMAGE_STAMP)
	@$(DOCKER) save --output $@.part $(IMAGE) && mv $@.part $@

$(BUILD)/pxeboot_stack_arm64.tar: $(ARM64)/image.stamp
	@$(DOCKER) save --output $@.part $(IMAGE_ARM64) && mv $@.part $@

# Looks for news only where the recipe has changed; `make pull` always does.
$(DISTRO_MANIFEST_ARM64): | prerequisites-arm64
$(DISTRO_MANIFEST) $(DISTRO_MANIFEST_ARM64): $(BUILD)/images/$(DISTRO)/%/manifest.json: \
  $(filter %/DistroRecipe.java %/Mmdebstrap.java %/installer-modules.txt,$(SOURCES)) | prerequisites $(JARS)
	@$(PXEBOOT) distro pull $(DISTRO) --arch $* --images-dir $(BUILD)/images
	@$(SUDO) touch $@
