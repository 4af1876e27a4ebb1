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
        .target(name: "Gathering", dependencies: ["Record"]),
        .executableTarget(name: "dixit", dependencies: ["Record", "Gathering", "Prose", "Neural", "Reading"]),
        .testTarget(name: "RecordTests", dependencies: ["Record"]),
        .testTarget(name: "ProseTests", dependencies: ["Prose"]),
        .testTarget(name: "NeuralTests", dependencies: ["Neural", "CKernels", "COneDNN"]),
        .testTarget(name: "ReadingTests", dependencies: ["Reading", "Record", "Prose", "Neural"]),
        .testTarget(name: "GatheringTests", dependencies: ["Gathering", "Record"]),
        .testTarget(name: "DixitTests", dependencies: ["Record", "Gathering", "Prose", "Reading", "dixit"]),
    ],
    swiftLanguageModes: [.v6]
)
