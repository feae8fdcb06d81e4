// swift-tools-version: 6.1
import PackageDescription

/// Every Swift target is built alike: Swift 6 mode, imports private unless
/// written `public`, and no warning left standing.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-warnings-as-errors"]),
]

/// A room of the house: a Swift target with the common settings.
func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// The tests of one room.
func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "azp",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "azp", targets: ["azp"]),
    .library(name: "AzureClient", targets: ["AzureClient", "AzureWire"]),
    .library(name: "RData", targets: ["RData"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
  ],
  targets: [
    .executableTarget(
      name: "azp",
      dependencies: [
        "Shell", "Session", "Commands", "SessionLanguage", "Rendering", "BatchService", "NodeAgent", "AzureWire",
        "Wording", argumentParser, logging,
      ],
      swiftSettings: settings),
    room(
      "Shell",
      [
        "CEditLine", "Commands", "LineEditor", "Session", "SessionLanguage", "Rendering", "ParallelJobs", "Clusters",
        "AzureClient", "AzureWire", "Wording",
      ]),
    room(
      "Commands",
      [
        "Session", "SessionLanguage", "Rendering", "ParallelJobs", "Clusters", "LocalR", "RData", "AzureClient",
        "AzureWire", "Wording",
      ]),
    room("Rendering", ["RData", "CEditLine", "Wording"]),
    room("Session", ["ParallelJobs", "Clusters", "AzureClient", "AzureWire", "RData", "DetachedProcess", "Wording"]),
    room("SessionLanguage", ["RData", "Wording"]),
    room(
      "ParallelJobs", ["AzureClient", "AzureWire", "LoopCombiner", "RData", "Wording", nioCore],
      resources: [
        .embedInCode("Resources/loop.R"), .embedInCode("Resources/worker.R"), .embedInCode("Resources/merge.R"),
        .embedInCode("Resources/prepare.R"),
      ]),
    room("AzureClient", ["AzureWire", "Wording", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL]),
    room(
      "Clusters", ["AzureClient", "AzureWire", "RData", "Wording"],
      resources: [.embedInCode("Resources/installPackages.R")]),
    room("AzureWire", [crypto]),
    room("Wording", []),
    room(
      "BatchService",
      [
        "AzureWire", "DetachedProcess", "Wording", asn1, asyncHTTPClient, crypto, grdb, hummingbird, hummingbirdCore,
        hummingbirdTLS, logging, nioCore, nioHTTP1, nioPosix, nioSSL, x509,
      ]),
    room("NodeAgent", ["AzureWire", "CTaskSupervisor", asyncHTTPClient, logging, nioCore, nioHTTP1]),
    room("LoopCombiner", [], resources: [.embedInCode("Resources/combiner.R")]),
    room(
      "LocalR", ["LoopCombiner", "RData", subprocess, systemPackage], resources: [.embedInCode("Resources/driver.R")]),
    room("RData", ["CCompression"]),
    room("LineEditor", ["CEditLine"]),
    .target(name: "CCompression"),
    .target(name: "CEditLine", linkerSettings: [.linkedLibrary("edit")]),
    room("DetachedProcess", ["CDetachedProcess"]),
    .target(name: "CDetachedProcess"),
    .target(name: "CTaskSupervisor", dependencies: ["CRHost"]),
    .target(name: "CRHost"),

    // For tests alone.
    .target(name: "CPseudoTerminal"),
    room("TerminalTesting", ["CPseudoTerminal", "CEditLine"]),
    room("FaultTesting", ["AzureClient", "AzureWire", nioCore, nioHTTP1, nioPosix]),
    .executableTarget(name: "LineEditorDemo", dependencies: ["LineEditor"], swiftSettings: settings),
    .executableTarget(
      name: "Chaos", dependencies: ["AzureClient", "AzureWire", grdb], path: "Tests/Chaos", swiftSettings: settings),
    tests(of: "AzureWire"),
    tests(of: "AzureClient", ["AzureWire", "FaultTesting", nioCore, nioHTTP1, nioPosix]),
    .testTarget(
      name: "EndToEnd",
      dependencies: [
        "TerminalTesting", "azp", "Commands", "SessionLanguage", "AzureClient", "AzureWire", asyncHTTPClient, nioCore,
        nioHTTP1,
      ],
      swiftSettings: settings),
    tests(of: "LineEditor", ["TerminalTesting", "LineEditorDemo"]),
    tests(
      of: "BatchService",
      [
        "AzureClient", "AzureWire", "FaultTesting", "ParallelJobs", "RData", asyncHTTPClient, grdb, logging, nioCore,
        nioHTTP1,
      ]),
    tests(of: "Clusters", ["AzureClient", "AzureWire", "BatchService", "NodeAgent", "RData"]),
    tests(
      of: "Commands",
      ["ParallelJobs", "Clusters", "AzureClient", "AzureWire", "RData", "SessionLanguage", "Session", "Rendering"]),
    .executableTarget(
      name: "NodeAgentTestHelper", dependencies: ["NodeAgent", "AzureWire", logging], swiftSettings: settings),
    tests(
      of: "NodeAgent",
      [
        "NodeAgentTestHelper", "AzureWire", "CTaskSupervisor", asyncHTTPClient, logging, nioCore, nioHTTP1, nioPosix,
      ]),
    tests(of: "LocalR", ["RData"]),
    tests(of: "ParallelJobs", ["AzureClient", "AzureWire", "RData"]),
    tests(of: "RData"),
    tests(of: "Rendering"),
    tests(of: "Session", ["AzureClient", "AzureWire", "Clusters", "ParallelJobs", "RData"]),
    tests(
      of: "Shell",
      [
        "AzureClient", "AzureWire", "Clusters", "Commands", "DetachedProcess", "FaultTesting", "LineEditor",
        "ParallelJobs", "Rendering", "Session", "SessionLanguage",
      ]),
    tests(of: "SessionLanguage", ["RData", "Wording"]),
    tests(of: "Wording"),
  ],
  swiftLanguageModes: [.v6]
)

// `make fuzz` alone asks for these: libFuzzer's runtime must be linked.
if Context.environment["AZP_FUZZ"] != nil {
  package.targets += [
    .target(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "FuzzRDS", dependencies: ["CLibFuzzer", "RData"], path: "Tests/Fuzz/FuzzRDS", swiftSettings: settings),
    .executableTarget(
      name: "FuzzLanguage", dependencies: ["CLibFuzzer", "SessionLanguage", "RData"],
      path: "Tests/Fuzz/FuzzLanguage", swiftSettings: settings),
  ]
}
