/// Where articles are to come from, as a person names it.
public enum Input: Sendable, Hashable {
    /// "-"
    case standardInput
    /// A file or a folder: "news/a.txt", "news"
    case path(String)
    /// An address on the web: "https://velm.example/7"
    case address(String)

    /// The input that a command-line argument names.
    public init(_ argument: String) {
        self = argument == "-" ? .standardInput : WebAddress.isMeant(by: argument) ? .address(argument) : .path(argument)
    }
}

/// A file to be opened.
struct InputFile: Hashable {
    /// What opens it; nil for standard input.
    let path: String?
    /// Its path without extension, from the folder that was named: what ids are made of.
    let stem: String
    /// What its name says it is; nil for what has no name that says so.
    let form: FileForm?
    /// Its size in bytes; nil where it is a pipe or a device.
    let size: Int?

    /// How notices name it.
    var place: String { path ?? "standard input" }
    /// How records name it.
    var recordedPath: String { path ?? "-" }
}
