import HTTP
import Library
import Record
import Wire

/// What visitors send to be added.
enum AddForm: FormTarget {
    static let segments = ["add"]
    /// What a text is called that was typed in.
    static let typed = "typed.json"

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
        if let text = form.value("text") { wanted.append(.file(name: typed, bytes: json(of: text, form))) }
        guard !wanted.isEmpty else {
            throw PageError(status: 400, sentence: "There is nothing in the form; choose a file or give a text.")
        }
        guard let id = context.shared.intake.add(wanted) else {
            throw PageError(status: 503, sentence: "Too much waits to be added already; try again in a moment.")
        }
        return .see(.adding(id))
    }

    /// A text with what is known of it, as one object of the input contract. Browsers send lines that end with CR LF.
    private static func json(of text: String, _ form: FilledForm) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("text", text.replacing("\r\n", with: "\n"))
            for name in ["title", "outlet", "published", "url"] {
                if let value = form.value(name)?.trimmed, !value.isEmpty { json.member(name, value) }
            }
        }
        return json.bytes
    }
}
