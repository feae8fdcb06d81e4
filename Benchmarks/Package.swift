// swift-tools-version: 6.1
import PackageDescription

/// Apart from azp's own package, so that nobody who builds azp builds this.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "azp", path: "..")],
  targets: [
    .executableTarget(
      name: "rds-benchmark",
      dependencies: [.product(name: "RData", package: "azp"), "CFloor"],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
    .executableTarget(
      name: "engine-benchmark",
      dependencies: [.product(name: "AzureClient", package: "azp"), "CEngineFloor"],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]),
    .target(name: "CFloor", linkerSettings: [.linkedLibrary("isal")]),
    .target(name: "CEngineFloor", linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("edit")]),
  ],
  swiftLanguageModes: [.v6]
)
