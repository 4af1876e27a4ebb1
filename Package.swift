// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "dixit",
    products: [
        .executable(name: "dixit", targets: ["dixit"]),
        .library(name: "Reading", targets: ["Reading"]),
        .library(name: "DixitC", type: .dynamic, targets: ["DixitC"]),
    ],
    targets: [
        .target(name: "Record"),
        .target(name: "English", resources: [.embedInCode("Words")]),
        .target(name: "Wire", dependencies: ["Record"]),
        .target(name: "Prose", dependencies: ["Record"]),
        .target(name: "COneDNN"),
        .target(name: "CKernels"),
        .target(name: "Neural", dependencies: ["COneDNN", "CKernels"]),
        .target(name: "Reading", dependencies: ["Prose", "English", "Neural", "Record"]),
        .target(name: "Meaning", dependencies: ["Reading", "Prose", "Neural", "English", "Record"]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Gathering", dependencies: ["English", "Record", "Wire", "CCurl", "CZlib", "CCrypto"]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "SQLite", dependencies: ["CSQLite"]),
        .target(name: "Ledger", dependencies: ["English", "Record", "Wire", "SQLite", "CSQLite", "CZlib", "CCrypto"]),
        .target(name: "Actors", dependencies: ["Ledger", "English", "Record", "Wire", "SQLite"]),
        .target(name: "Reviews", dependencies: ["Actors", "Ledger", "Prose", "Record", "Wire", "SQLite"]),
        .target(name: "Finding", dependencies: ["Actors", "Ledger", "English", "Neural", "Record", "Wire", "SQLite"]),
        .target(name: "Transfer", dependencies: ["Actors", "Ledger", "Record", "Wire", "Reviews", "SQLite"]),
        .target(name: "Mending", dependencies: ["Actors", "Ledger", "Meaning", "Record", "Reviews", "SQLite", "Transfer"]),
        .target(
            name: "Library",
            dependencies: [
                "Gathering", "Reading", "Meaning", "Ledger", "Actors", "Finding", "Reviews", "Record", "Wire", "SQLite",
            ]),
        .target(name: "Learning", dependencies: ["Library", "Ledger", "Meaning", "Neural", "Reading", "Record", "Reviews"]),
        .systemLibrary(name: "CMicrohttpd", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .target(name: "HTTP", dependencies: ["CMicrohttpd"]),
        .target(
            name: "Web",
            dependencies: [
                "Record", "Wire", "Library", "Meaning", "Ledger", "Actors", "Reviews", "Finding", "Mending", "Transfer", "SQLite",
                "HTTP",
            ],
            resources: [.embedInCode("Assets/style.css"), .embedInCode("Assets/script.js"), .embedInCode("Assets/review.js")]),
        .executableTarget(
            name: "dixit",
            dependencies: [
                "Record", "Wire", "Library", "Gathering", "Prose", "Neural", "Reading", "Meaning", "Ledger", "Actors", "Reviews",
                "Finding", "Learning",
                "Mending", "Transfer",
                "SQLite", "Web",
            ]),
        .target(
            name: "DixitC", dependencies: ["Record", "Wire", "Reading", "Meaning", "Ledger", "Finding", "SQLite"],
            exclude: ["dixit.h", "exports.map"]),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "EnglishTests", dependencies: ["English", "TestSupport"]),
        .testTarget(name: "WireTests", dependencies: ["Wire", "Record"]),
        .testTarget(name: "ProseTests", dependencies: ["Prose", "Record", "TestSupport"]),
        .testTarget(name: "NeuralTests", dependencies: ["Neural", "CKernels", "TestSupport"]),
        .testTarget(name: "ReadingTests", dependencies: ["Reading", "Record", "Wire", "Prose", "Neural", "TestSupport"]),
        .testTarget(name: "GatheringTests", dependencies: ["Gathering", "Record", "Wire", "CZlib", "TestSupport"]),
        .testTarget(name: "MeaningTests", dependencies: ["Meaning", "Prose", "Reading", "Record", "TestSupport"]),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "Actors", "Reviews", "Finding", "Meaning", "Mending", "Transfer", "SQLite", "CSQLite", "Prose",
                "Record", "Wire", "TestSupport",
            ]),
        .testTarget(name: "HouseTests"),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"]),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "HTTP", "Meaning", "Ledger", "Actors", "Reviews", "Finding", "Mending", "Record", "SQLite", "Wire",
                "TestSupport",
            ]),
        .testTarget(
            name: "LibraryTests",
            dependencies: [
                "Library", "Gathering", "Meaning", "Ledger", "Actors", "Reviews", "Finding", "Transfer", "SQLite",
                "Record",
                "TestSupport",
            ]),
        .testTarget(name: "LearningTests", dependencies: ["Learning", "Neural"]),
        .testTarget(
            name: "DixitTests",
            dependencies: [
                "Record", "Wire", "Library", "Gathering", "Prose", "Reading", "Meaning", "Ledger", "Actors", "Reviews", "Finding",
                "Transfer",
                "SQLite", "dixit", "TestSupport",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
