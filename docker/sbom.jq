# The list of what is inside (CycloneDX 1.6): Debian's packages, the Java runtime, and what Maven says of the programs.
{
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: {
    timestamp: "2026-01-01T00:00:00Z",
    component: {type: "container", name: "pxeboot_stack", version: $version}
  },
  components: (
    [$debian | split("\n")[] | select(. != "") | split("\t") | {
      type: "library",
      "bom-ref": "pkg:deb/debian/\(.[0])@\(.[1] | @uri)?arch=\(.[2])&distro=debian-13",
      purl: "pkg:deb/debian/\(.[0])@\(.[1] | @uri)?arch=\(.[2])&distro=debian-13",
      name: .[0],
      version: .[1],
      licenses: [{license: {name: "/usr/share/doc/\(.[0])/copyright"}}]
    }]
    + [{
      type: "platform",
      "bom-ref": "java-runtime",
      name: "OpenJDK",
      version: ($runtime | capture("JAVA_RUNTIME_VERSION=\"(?<version>[^\"]*)\"").version),
      supplier: {name: ($runtime | capture("IMPLEMENTOR=\"(?<name>[^\"]*)\"").name)},
      licenses: [{expression: "GPL-2.0-only WITH Classpath-exception-2.0"}]
    }]
    # Two are without the native libraries of other machines, so that their sums are others.
    + [$maven[0].components[] | del(.properties, .evidence, .externalReferences)
      | if .name == "sqlite-jdbc" or .name == "zstd-jni" then del(.hashes)
        elif .hashes then .hashes |= map(select(.alg == "SHA-256"))
        else . end]
    | sort_by(."bom-ref")
  )
}
