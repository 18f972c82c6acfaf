# DHCP servers of other people, for the tests: nothing starts here, as it would where their packages are installed.
ARG BASE=debian:trixie-slim
FROM ${BASE}
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends dnsmasq-base isc-dhcp-server kea-dhcp4-server
