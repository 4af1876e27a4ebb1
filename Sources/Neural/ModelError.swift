/// Why a model cannot be used, in one sentence that names the file and the remedy.
public struct ModelError: Error, CustomStringConvertible, Equatable {
    /// The sentence.
    public let description: String

    /// An error that says `sentence`.
    public init(_ sentence: String) { description = sentence }

    static func damaged(_ path: String, _ what: String) -> ModelError {
        ModelError("\(path) is damaged (\(what)); make it again with `make model-file`.")
    }
}
