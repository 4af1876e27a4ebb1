// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "dixit",
    products: [
        .executable(name: "dixit", targets: ["dixit"]),
        .library(name: "Reading", targets: ["Reading"]),
    ],
    targets: [
        .target(name: "Record"),
        .target(name: "Prose", dependencies: ["Record"]),
        .target(name: "COneDNN"),
        .target(name: "CKernels"),
        .target(name: "Neural", dependencies: ["COneDNN", "CKernels"]),
        .target(name: "Reading", dependencies: ["Prose", "Neural", "Record"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Gathering", dependencies: ["Record", "CCurl", "CZlib", "CCrypto"]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "Ledger", dependencies: ["Record", "CSQLite", "CZlib", "CCrypto"]),
        .systemLibrary(name: "CMicrohttpd", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .target(
            name: "Web", dependencies: ["Record", "Gathering", "Reading", "Ledger", "CMicrohttpd"],
            resources: [.embedInCode("Assets/style.css"), .embedInCode("Assets/script.js")]),
        .executableTarget(name: "dixit", dependencies: ["Record", "Gathering", "Prose", "Neural", "Reading", "Ledger", "Web"]),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "RecordTests", dependencies: ["Record"]),
        .testTarget(name: "ProseTests", dependencies: ["Prose", "TestSupport"]),
        .testTarget(name: "NeuralTests", dependencies: ["Neural", "CKernels", "COneDNN", "TestSupport"]),
        .testTarget(name: "ReadingTests", dependencies: ["Reading", "Record", "Prose", "Neural", "TestSupport"]),
        .testTarget(name: "GatheringTests", dependencies: ["Gathering", "Record", "CZlib", "TestSupport"]),
        .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Record", "TestSupport"]),
        .testTarget(name: "WebTests", dependencies: ["Web", "Ledger", "Record", "TestSupport"]),
        .testTarget(
            name: "DixitTests", dependencies: ["Record", "Gathering", "Prose", "Reading", "Ledger", "dixit", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
