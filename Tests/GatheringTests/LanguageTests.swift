import TestSupport
import Testing

@testable import Gathering

@Suite struct LanguageTests {
    private static let english = """
        The harbour of Velm opened on Monday to anyone who pays, said Ilse Varn, the port warden. Her deputy denied that any promise had been \
        made, and said the treaty spoke of the southern quay alone. Fishermen who had waited for months warned that they would sail.
        """

    @Test(arguments: [
        english, english + String(repeating: "Торгово-промышленная палата. ", count: 3),
        "Officials in Île-de-Vœu: " + english,
    ])
    func englishIsEnglish(text: String) { #expect(ArticleLanguage.isEnglish(text) == true) }

    @Test(arguments: [
        """
        Der Hafen von Velm wurde am Montag für alle geöffnet, die bezahlen, sagte die Hafenmeisterin Ilse Varn. Ihr Stellvertreter bestritt, dass \
        es jemals ein Versprechen gegeben habe, und sagte, der Vertrag spreche nur vom südlichen Kai. Die Fischer warnten, sie würden auslaufen.
        """,
        """
        De haven van Velm ging maandag open voor iedereen die betaalt, zei Ilse Varn, de havenmeester. Haar plaatsvervanger ontkende dat er ooit \
        een belofte was gedaan, of dat het verdrag over de noordelijke kade ging. We zullen uitvaren, waarschuwden vissers die hadden gewacht.
        """,
        """
        Le port de Velm a ouvert lundi à tous ceux qui paient, a déclaré Ilse Varn, la capitaine du port. Son adjoint a nié qu’une promesse ait \
        été faite et a dit que le traité ne parlait que du quai sud. Les pêcheurs qui attendaient depuis des mois ont prévenu qu’ils sortiraient.
        """,
        "Порт Вельма открылся в понедельник, сказала начальница порта.",
        "港は月曜日に開かれ、料金を払う者なら誰でも使えると港長のイルゼ・ヴァーンは述べたが、副港長は約束などなかったと否定した。",
    ])
    func anotherLanguageIsNot(text: String) { #expect(ArticleLanguage.isEnglish(text) == false) }

    @Test(arguments: ["", "Velm", "Ja, sagte Ilse Varn.", "1. 2. 3.", "«Да»"])
    func aShortTextTellsNothing(text: String) { #expect(ArticleLanguage.isEnglish(text) == nil) }

    @Test func whoeverSaysEnglishIsBelieved() {
        #expect(ArticleLanguage.mayBeEnglish("Ja.", told: nil) && !ArticleLanguage.mayBeEnglish("Ja.", told: "de"))
        #expect(ArticleLanguage.mayBeEnglish(LanguageTests.english, told: "fr"))
        let scores = String(repeating: "Velm d. Karst, ", count: 30)
        #expect(ArticleLanguage.mayBeEnglish(scores, told: "en") && !ArticleLanguage.mayBeEnglish(scores, told: nil))
    }

    @Test func anArticleInAnotherLanguageIsKeptAndNotRead() throws {
        let folder = try TemporaryFolder()
        let german = String(repeating: "Der Hafen wurde am Montag geöffnet, sagte die Hafenmeisterin dem Rat. ", count: 5)
        let path = try folder.write("a.txt", german)
        #expect(
            folder.gathered(path).first
                == "warning: /a.txt: it is in another language than English; it is kept and not read; --language any reads it all the same"
        )
        var options = GatheringOptions()
        let isRead = { Gatherer([.path(path)], options).contains { if case .article(_, _, true) = $0 { true } else { false } } }
        #expect(!isRead())
        options.languages = .any
        #expect(isRead())
    }
}
