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
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])]),
        .target(name: "Neural", dependencies: ["COneDNN", "CKernels"]),
        .target(name: "Reading", dependencies: ["Prose", "Neural", "Record"]),
        .target(name: "Gathering", dependencies: ["Record"]),
        .executableTarget(name: "dixit", dependencies: ["Record", "Gathering", "Reading"]),
        .testTarget(name: "RecordTests", dependencies: ["Record"]),
        .testTarget(name: "ProseTests", dependencies: ["Prose"]),
        .testTarget(name: "NeuralTests", dependencies: ["Neural"]),
        .testTarget(name: "ReadingTests", dependencies: ["Reading"]),
        .testTarget(name: "GatheringTests", dependencies: ["Gathering"]),
        .testTarget(name: "DixitTests", dependencies: ["Record", "Reading"]),
    ],
    swiftLanguageModes: [.v6]
)
