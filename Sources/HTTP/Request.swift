/// A request that was received whole and found to be well formed.
package struct Request: Sendable {
    /// What is to be done: there is nothing else.
    package enum Method: Sendable {
        /// GET and HEAD.
        case read
        /// POST, with what its form holds.
        case write(FilledForm)
    }

    package let method: Method
    package let target: RequestTarget
    /// Who asks; nil for a program that has sent the token itself.
    package let session: Session?
    /// What the browser keeps for this server, by name. Whoever asks may write there what they like.
    package let cookies: [String: String]

    /// The values of a query field that are not empty, in order.
    package func values(_ name: String) -> [String] {
        target.query.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// The first value of a query field that is not empty.
    package func value(_ name: String) -> String? {
        target.query.first { $0.name == name && !$0.value.isEmpty }?.value
    }
}

/// What a form was filled in with.
package struct FilledForm: Sendable {
    /// A file that was sent along.
    package struct File: Sendable {
        package let name: String
        package let bytes: [UInt8]
    }

    package var values: [String: String] = [:]
    package var files: [File] = []

    package init(values: [String: String] = [:], files: [File] = []) {
        self.values = values
        self.files = files
    }

    /// A field's text; nil where there is none, or nothing in it.
    package func value(_ name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What was filled in for a name, also where that is nothing; nil where the form has no such field.
    package func given(_ name: String) -> String? { values[name] }
}
