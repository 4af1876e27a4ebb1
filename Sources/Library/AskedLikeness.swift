import Finding
import Ledger
import Reading

extension Likeness {
    /// What statements are to be like in meaning, as a person asks for it: words, or a statement by its id, which is not found itself.
    ///
    /// - Parameters:
    ///   - text: "who pays for the wall", "s12.3".
    ///   - encoder: opens what makes vectors, once it is known that there is something to make one of.
    /// - Throws: `QuestionError` where there is no such statement, and what `encoder` throws.
    package init(to text: String, in ledger: Ledger, by encoder: () throws -> SentenceEncoder) throws {
        guard case .statement(let id)? = LedgerID(text) else {
            self.init(try encoder().vectors(of: [text])[0], words: text)
            return
        }
        let words = try ledger.show(id).entry.statement.content.words
        self.init(try encoder().vectors(of: [words])[0], words: words, except: id)
    }
}
