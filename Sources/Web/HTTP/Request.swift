/// A request that was received whole and found to be well formed.
struct Request: Sendable {
    /// What is to be done: there is nothing else.
    enum Method: Sendable {
        /// GET and HEAD.
        case read
        /// POST, with what its form holds.
        case write(FilledForm)
    }

    let method: Method
    let target: RequestTarget
    /// Who asks; nil for a program that has sent the token itself.
    let session: Session?

    /// The first value of a query field that is not empty.
    func value(_ name: String) -> String? {
        target.query.first { $0.name == name && !$0.value.isEmpty }?.value
    }
}

/// What a form was filled in with.
struct FilledForm: Sendable {
    /// A file that was sent along.
    struct File: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    var values: [String: String] = [:]
    var files: [File] = []

    /// A field's text; nil where there is none, or nothing in it.
    func value(_ name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
