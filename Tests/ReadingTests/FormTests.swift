import Prose
import Reading
import Record
import TestSupport
import Testing
import Wire

/// The form of a statement follows from its content, its cue and the text alone, whoever asks.
@Suite struct FormTests {
    @Test func proseAndTheReaderSayTheSameOfEveryStatementOfTheSamples() throws {
        let texts = try Repository.fixture("samples.gold.jsonl").compactMap { try AnnotatedArticle(json: Array($0)).text }
        let single = texts.map { $0.replacing("“", with: "‘").replacing("”", with: "’") }
        var forms: Set<Form> = []
        for text in texts + single {
            for statement in try Repository.reader().read(text).statements {
                let form = Form(of: statement.content.map(\.span), cue: statement.cue.map(\.span), in: text)
                #expect(form == statement.form, "\(statement.content.map(\.text))")
                forms.insert(form)
            }
        }
        #expect(forms == Set(Form.allCases))
    }
}
