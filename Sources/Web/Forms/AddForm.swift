import HTTP
import Library
import Record
import Wire

/// What visitors send to be added.
enum AddForm: FormTarget {
    static let segments = ["add"]

    /// Puts what a form holds in line, and leads to how far it has come.
    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response {
        var wanted = form.files.filter { !$0.bytes.isEmpty }.map {
            Intake.Wanted.file(name: $0.name.isEmpty ? "file" : $0.name, bytes: $0.bytes)
        }
        if let address = form.value("address")?.trimmed, !address.isEmpty {
            guard ElsewhereAddress(address) != nil else {
                throw PageError(
                    status: 400, sentence: "“\(address)” is no address of a page; give one that begins with https://.")
            }
            wanted.append(.address(address))
        }
        if let text = form.value("text") { wanted.append(.text(TypedText(text, try known(form)))) }
        guard !wanted.isEmpty else {
            throw PageError(status: 400, sentence: "There is nothing in the form; choose a file or give a text.")
        }
        guard let id = context.shared.intake.add(wanted) else {
            throw PageError(status: 503, sentence: "Too much waits to be added already; try again in a moment.")
        }
        return .see(.adding(id))
    }

    /// What is told of a text.
    ///
    /// - Throws: `PageError`, for a date that is none.
    private static func known(_ form: FilledForm) throws -> [String: String] {
        var known: [String: String] = [:]
        for name in ["title", "outlet", "published", "url"] {
            if let value = form.value(name)?.trimmed, !value.isEmpty { known[name] = value }
        }
        if let date = known["published"], Day(published: date) == nil {
            throw PageError(status: 400, sentence: "“\(date.prefix(60))” is no date; give one as 2021-03-12.")
        }
        return known
    }
}
