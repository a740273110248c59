"""Abbreviations that end in a full stop, and the words that open sentences, in German, English and Russian.

Without the last full stop. What has a capital letter here has it in the text, too; small letters stand for both. Three
kinds, by what a full stop behind them may be; behind any other word it ends the sentence. What is in doubt is listed: a
sentence too long is better than half of one.
"""

from __future__ import annotations

NEVER_LAST = frozenset(
    # German: titles and names
    "br dipl dir dirig dr gebr hl hochw ing kgl lic med msgr jur phil prof rer nat theol vors vorsitz wwe st skt sr"
    " hptm oblt lt obstlt genlt staatsmin abg pfr frhr gf stellv städt staatl ev kath"
    " em univ bundesmin präs Gen Mag"
    # German: what points into a text, a statute or a file
    " abb abl abs abschn abt anh anl anm az beibl bgbl rgbl beil bes betr bd bde bl buchst bsp bspw drs einl erl fasz"
    " fn fsn fußn gbl gvbl hg hrsg hrg hs hss jg jgg kap lfd lit ls nachw nr nrn pkt pos prot randnr rdnr"
    " rdnrn rdn rn rnr rspr rz sig slg sp spp sten tab taf tb tz tzn ub übers unterabs urt beschl vgl"
    " verf verfg verh verz vj zf ziff zit zif zus bearb ders dies dens begr gegr geb gest eingel"
    # German: words cut short
    " allg amtl angebl angeh ausschl bez bezügl bzgl bzw ca christl d.h d.i dt ebf ehem eigtl einschl"
    " entspr europ evtl excl exkl frz ggf ggfs ggü griech grds handschr hins i.d i.d.r i.e i.s i.s.d i.s.v"
    " i.v.m i.w i.w.s i.e.s inkl insb insbes incl internat jüd kfm kirchl lt m.a.w m.e m.w milit mittelalt möbl"
    " n.f nachf nachm namentl niederl nördl o.a österr östl o.g parl poln röm russ s.a schweiz"
    " schriftl sog sogen südl tel telef teilw u.a u.u u.z urspr ursprüngl v.a verm versch vertragl vorl"
    " vorm westl wiss wörtl z z.b z.hd z.t z.z z.zt zb zeitgen zgl zul zw zzgl"
    # English
    " adm amb asst atty brig capt cdr cmdr col comdr cpl dept det fr gov hon insp lieut lt maj messrs mlle mme"
    " mr mrs ms msgr pfc pres prof pvt rep reps rev sen sens sgt supt treas ven"
    " anon appx approx assn bk bks ca cf ch chs comps diss e.g ed eds esp est et.seq"
    " fasc fol fols fn fns i.e introd l.c ms mss mt n.s natl op o.s p para paras pp pref pseud"
    " pt pts publ rept resp sess subsec subsecs supp suppl tr transl univ viz vol vols vs wk"
    # Russian
    " авт акад вып гл.ред гр гос гр-н доц д-р зав зам инж итал канд кн лат лейт"
    " м-р мл напр нач нем обл ок оз отв отв.ред п.п пер пл пос посв прил прим проф просп проч р-н"
    " ред рус св соавт соотв сопост сост соч ср сс ст ст-ца стр табл т.е т.к т.н т.наз тов тт ул упом устар"
    " франц цит чл корр экв".split()
)
"""What goes with these comes behind them."""

MAY_BE_LAST = frozenset(
    # German: units, and what closes an enumeration, a reference or a date
    "a.a.o a.d aufl d.ä d.j dgl e.g.m.b.h e.h e.v ebd ebda etc f ff g.m.b.h gmbh h.c"
    " i.r jh jhd jhdt k.o k.u.k m.b.h mbh mio mrd mwst n.chr n.u.z o.ä o.dgl o.j"
    " o.o passim pf pfg qm s.o s.u std stdn sek stk str tsd tsde u.ä u.a.m u.dgl u.s.f u.s.w u.v.a u.v.m usf usw uvm"
    " v.chr v.u.z vh z.st"
    # Months
    " apr aug dec dez feb febr jul jän mär nov oct okt sep sept"
    # Abbreviations that are words, too
    " chr comp erg gem gen hist inv lat mind pub rd trans verb граф полк"
    # English
    " Ark Ave Cos Mich Ore a.d a.k.a a.m al ariz assoc b.a b.c b.c.e b.sc blvd bros c.e calif cit co colo conn corp"
    " d.c d.phil e.c e.u esq f.supp fla ft hrs ibid inc jr jun k.c kg km lb lbs ltd m.a m.d m.p m.sc min minn mins"
    " n.d n.p n.y okla oz p.m p.s penn ph.d plc pty q.c rd sec secs seq sq tenn tex u.k u.n u.s u.s.a"
    " u.s.c u.s.s.r yd yds yrs"
    # Russian
    " в вв г га гг гос-во долл до.н.э др ед им изд и.др и.т.д и.т.п кв кг км кол-во коп л м мин млн млрд мм н.э"
    " о.г пп пр руб с с.г сек см т т.д т.п тел трлн тыс у.е ф ч чел шт экз".split()
)
"""These may end a sentence: where a word that opens sentences follows."""

WITH_A_NUMBER = frozenset(
    # "Art. 5", but "Schiffe dieser Art."; "No. 5", but "He said no."
    "Alt app appl art arts fig figs jan mar max no nos ord par pg sect tit гл рис".split()
)
"""Words like any other, except in front of a number."""

LABELS = frozenset(
    "absatz abschnitt anhang anlage anmerkung artikel band blatt buch fußnote haus heft jahr jahre kapitel klasse"
    " linie nummer paragraf paragraph platz position punkt rang randnummer rubrik satz seite spalte stufe szene tabelle"
    " tafel teil ziffer zimmer"
    " age article chapter clause figure footnote item line note number page paragraph part room rule section table"
    " verse volume year"
    " глава страница статья пункт часть том номер".split()
)
"""What a cardinal number follows: "Seite 8", "im Jahr 12", "Chapter 3"."""

OPENERS = frozenset(
    # German. None that is a noun, too ("Sein", "Recht"), or a name ("Will", "Mark").
    "aber alle allein allerdings alles als also am an andere anderen anderer anderes anders andererseits anfangs ans"
    " anschließend auch auf aufgrund aus außer außerdem außerhalb bald bei beide beiden beim beinahe bereits"
    " besonders bevor bis bisher bislang da dabei dadurch dafür dagegen daher dahinter damals damit danach daneben dann"
    " daran darauf daraufhin daraus darin darüber darum darunter das dass davon davor dazu dazwischen dem den denen"
    " denn dennoch der deren derzeit des deshalb dessen desto deswegen dich die dies diese diesem diesen dieser dieses"
    " dir doch dort dorthin durch ebenfalls ebenso eigentlich ein eine einem einen einer eines einerseits einige"
    " einigen einmal einst endlich entgegen entlang entsprechend entweder er erst erstmals es etliche etwa etwas euch"
    " fast ferner folglich freilich für gegen gegenüber gemäß genau gerade gestern gewiss gleichwohl gleichzeitig"
    " häufig heute hier hierbei hierfür hiermit hierzu hingegen hinter hinzu ich ihm ihn ihnen ihr ihre ihrem ihren"
    " ihrer im immer immerhin in indem indes indessen infolge infolgedessen innerhalb ins insbesondere insgesamt"
    " insofern inzwischen irgendwann ist jede jedem jeden jedenfalls jeder jedes jedoch jemand jene jenem jenen jener"
    " jenes jetzt kaum kein keine keinem keinen keiner keines kurz lange längst laut lediglich leider letztlich"
    " manche manchmal man mehr mehrere mein meine meinem meinen meiner meist meistens mich mir mit mitten"
    " mittlerweile möglicherweise nach nachdem nachher nahe nahezu nämlich natürlich neben nein nicht nichts nie"
    " niemals niemand noch nun nur ob oben obgleich obschon obwohl obzwar oder offenbar oft ohne plötzlich schließlich"
    " schon sehr seine seinem seinen seiner seit seitdem selbst selten sie so sobald sodann sofern sofort sogar"
    " solange solch solche solchen solcher somit sondern sonst sooft soweit sowie sowohl später statt stattdessen stets"
    " teils teilweise trotz trotzdem über überall überdies übrigens um umgekehrt umso und uns unser unsere unserem"
    " unseren unserer unten unter unterdessen viel viele vielen vieler vielleicht vielmehr vom von vor vorher während"
    " wahrscheinlich wann war waren warum was weder wegen weil weiter weiterhin welche welchem welchen welcher welches"
    " wem wen wenige weniger wenigstens wenn wer werden weshalb wessen wie wieder wiederum wieso wir wird wo wobei"
    " wodurch wofür woher wohin wohl womit woran worauf woraus worin worüber wozu wurde wurden zahlreiche zu zudem"
    " zuerst zufolge zuletzt zum zumal zumindest zunächst zur zurück zusammen zusätzlich zuvor zuweilen zwar zwei"
    " zweifellos zwischen ähnlich ebenso siehe vgl"
    # English
    " a about above according across actually after afterwards again against almost along already although always"
    " among and another any anyone are around as at back be because been before behind below beside besides between"
    " both but by can consequently could despite did do does during each earlier either eventually even every everyone"
    " everything except few finally for from further furthermore given had has have he hence her here hers him his how"
    " however i if indeed inside instead into is it its itself just last later likewise many meanwhile moreover most"
    " much my nearly neither never nevertheless next nobody nonetheless nor not nothing now of often on once one only"
    " onto or other others otherwise our outside perhaps rather recently since so some someone sometimes soon still"
    " such than thanks that the their them then there thereafter therefore these they this those though three through"
    " throughout thus to today together tomorrow too toward towards two unless unlike until up upon us was we were"
    " what whatever when whenever where whereas whether which while who whoever whom whose why with within without"
    " yesterday yet you your compare see"
    # Russian
    " а без более больше бы был была были было в вам вас вдруг ведь вместе вместо вместо во вокруг вот впервые"
    " впоследствии впрочем всего вскоре всюду вчера вы где да даже для до его ее ей ему если есть еще ещё"
    " её же за затем здесь зато и из из-за или именно им иначе иногда их к каждая каждое каждый как какая какие какой"
    " ко когда кого конечно которая которые который кроме кто куда лишь между меня мне многие может можно мой мы на"
    " над надо накануне наконец наш наша наши не него нее ней некоторые нельзя несколько несмотря нет никто ни но ныне"
    " о об обе однако около он она они оно опять от ото очень перед по под пока поскольку после потом потому поэтому"
    " почему почти поэтому при причем про против прежде разве ранее рядом с сам сама сами свой своих себя сегодня"
    " сейчас сколько сначала снова со согласно среди так такая также такие такой там тем теперь то тогда того тоже"
    " только тот тут ты у уже хотя чего чем через что чтобы эта эти это этого этой этом этот эту я напр см ср".split()
)
"""Words that have a capital letter at the head of a sentence and hardly anywhere else."""
