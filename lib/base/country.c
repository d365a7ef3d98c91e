#include "ou/base/ident.h"
#include "ou/base/utf8.h"

/*
 * ISO 3166-1: alpha-2 and alpha-3 in order, and the names of countries in
 * English and French (and some of their own) as lower-case letters without
 * accents, blanks and marks, each followed by its code in capitals.  XK is
 * nobody's code in the standard, and what the EU, carriers and shops use for
 * Kosovo.
 */
#define ROW 5

static const char codes[] =
	"ADANDAEAREAFAFGAGATGAIAIAALALBAMARMAOAGOAQATAARARGASASMATAUT"
	"AUAUSAWABWAXALAAZAZEBABIHBBBRBBDBGDBEBELBFBFABGBGRBHBHRBIBDI"
	"BJBENBLBLMBMBMUBNBRNBOBOLBQBESBRBRABSBHSBTBTNBVBVTBWBWABYBLR"
	"BZBLZCACANCCCCKCDCODCFCAFCGCOGCHCHECICIVCKCOKCLCHLCMCMRCNCHN"
	"COCOLCRCRICUCUBCVCPVCWCUWCXCXRCYCYPCZCZEDEDEUDJDJIDKDNKDMDMA"
	"DODOMDZDZAECECUEEESTEGEGYEHESHERERIESESPETETHFIFINFJFJIFKFLK"
	"FMFSMFOFROFRFRAGAGABGBGBRGDGRDGEGEOGFGUFGGGGYGHGHAGIGIBGLGRL"
	"GMGMBGNGINGPGLPGQGNQGRGRCGSSGSGTGTMGUGUMGWGNBGYGUYHKHKGHMHMD"
	"HNHNDHRHRVHTHTIHUHUNIDIDNIEIRLILISRIMIMNININDIOIOTIQIRQIRIRN"
	"ISISLITITAJEJEYJMJAMJOJORJPJPNKEKENKGKGZKHKHMKIKIRKMCOMKNKNA"
	"KPPRKKRKORKWKWTKYCYMKZKAZLALAOLBLBNLCLCALILIELKLKALRLBRLSLSO"
	"LTLTULULUXLVLVALYLBYMAMARMCMCOMDMDAMEMNEMFMAFMGMDGMHMHLMKMKD"
	"MLMLIMMMMRMNMNGMOMACMPMNPMQMTQMRMRTMSMSRMTMLTMUMUSMVMDVMWMWI"
	"MXMEXMYMYSMZMOZNANAMNCNCLNENERNFNFKNGNGANINICNLNLDNONORNPNPL"
	"NRNRUNUNIUNZNZLOMOMNPAPANPEPERPFPYFPGPNGPHPHLPKPAKPLPOLPMSPM"
	"PNPCNPRPRIPSPSEPTPRTPWPLWPYPRYQAQATREREUROROURSSRBRURUSRWRWA"
	"SASAUSBSLBSCSYCSDSDNSESWESGSGPSHSHNSISVNSJSJMSKSVKSLSLESMSMR"
	"SNSENSOSOMSRSURSSSSDSTSTPSVSLVSXSXMSYSYRSZSWZTCTCATDTCDTFATF"
	"TGTGOTHTHATJTJKTKTKLTLTLSTMTKMTNTUNTOTONTRTURTTTTOTVTUVTWTWN"
	"TZTZAUAUKRUGUGAUMUMIUSUSAUYURYUZUZBVAVATVCVCTVEVENVGVGBVIVIR"
	"VNVNMVUVUTWFWLFWSWSMXKXKXYEYEMYTMYTZAZAFZMZMBZWZWE";

static const char names[] =
	"|"
	"afghanistanAF|afriquedusudZA|alandAX|alandislandsAX|albaniaAL|"
	"albanieAL|algeriaDZ|algerieDZ|allemagneDE|americansamoaAS|"
	"andorraAD|andorreAD|angleterreGB|angolaAO|anguillaAI|"
	"antarcticaAQ|antarctiqueAQ|antiguaandbarbudaAG|"
	"antiguaetbarbudaAG|arabiesaouditeSA|argentinaAR|argentineAR|"
	"armeniaAM|armenieAM|arubaAW|australiaAU|australieAU|austriaAT|"
	"autricheAT|azerbaidjanAZ|azerbaijanAZ|bahamasBS|bahrainBH|"
	"bahreinBH|bangladeshBD|barbadeBB|barbadosBB|belarusBY|"
	"belgieBE|belgienBE|belgiqueBE|belgiumBE|belizeBZ|beninBJ|"
	"bermudaBM|bermudesBM|bhoutanBT|bhutanBT|bielorussieBY|"
	"birmanieMM|bolivarianrepublicofvenezuelaVE|boliviaBO|"
	"bolivieBO|bonairesainteustacheetsabaBQ|"
	"bonairesinteustatiusandsabaBQ|bosniaandherzegovinaBA|"
	"bosnieherzegovineBA|botswanaBW|bouvetislandBV|brasilBR|"
	"brazilBR|bresilBR|britishindianoceanterritoryIO|"
	"britishvirginislandsVG|bruneiBN|bruneidarussalamBN|bulgariaBG|"
	"bulgarieBG|burkinafasoBF|burmaMM|burundiBI|caboverdeCV|"
	"cambodgeKH|cambodiaKH|cameroonCM|camerounCM|canadaCA|"
	"capeverdeCV|capvertCV|caymanislandsKY|centrafriqueCF|"
	"centralafricanrepublicCF|chadTD|chileCL|chiliCL|chinaCN|"
	"chineCN|christmasislandCX|chypreCY|cocosislandsCC|"
	"cocoskeelingislandsCC|colombiaCO|colombieCO|comoresKM|"
	"comorosKM|congoCG|congothedemocraticrepublicoftheCD|"
	"cookislandsCK|coreeKR|coreedunordKP|coreedusudKR|costaricaCR|"
	"cotedivoireCI|croatiaHR|croatieHR|cubaCU|curacaoCW|cyprusCY|"
	"czechiaCZ|czechrepublicCZ|danemarkDK|danmarkDK|"
	"democraticpeoplesrepublicofkoreaKP|"
	"democraticrepublicofthecongoCD|denmarkDK|deutschlandDE|"
	"djiboutiDJ|dominicaDM|dominicanrepublicDO|dominiqueDM|"
	"drcongoCD|easttimorTL|eauAE|ecosseGB|ecuadorEC|egyptEG|"
	"egypteEG|elsalvadorSV|emiratsarabesunisAE|englandGB|"
	"equateurEC|equatorialguineaGQ|eritreaER|erythreeER|espagneES|"
	"espanaES|estoniaEE|estonieEE|eswatiniSZ|etatdepalestinePS|"
	"etatplurinationaldebolivieBO|etatsfederesdemicronesieFM|"
	"etatsunisUS|etatsunisdameriqueUS|etatsunisilesviergesVI|"
	"ethiopiaET|ethiopieET|falklandislandsFK|"
	"falklandislandsmalvinasFK|faroeislandsFO|"
	"federatedstatesofmicronesiaFM|federationderussieRU|fidjiFJ|"
	"fijiFJ|finlandFI|finlandeFI|franceFR|frenchguianaGF|"
	"frenchpolynesiaPF|frenchsouthernterritoriesTF|gabonGA|"
	"gambiaGM|gambieGM|georgiaGE|georgieGE|"
	"georgiedusudetlesilessandwichdusudGS|germanyDE|ghanaGH|"
	"gibraltarGI|grandebretagneGB|greatbritainGB|greceGR|greeceGR|"
	"greenlandGL|grenadaGD|grenadeGD|groenlandGL|guadeloupeGP|"
	"guamGU|guatemalaGT|guerneseyGG|guernseyGG|guineaGN|"
	"guineabissauGW|guineeGN|guineebissauGW|guineeequatorialeGQ|"
	"guyanaGY|guyaneGF|guyanefrancaiseGF|haitiHT|"
	"heardislandandmcdonaldislandsHM|hollandNL|hollandeNL|"
	"holyseeVA|holyseevaticancitystateVA|hondurasHN|hongkongHK|"
	"hongrieHU|hrvatskaHR|hungaryHU|icelandIS|ilebouvetBV|"
	"ilechristmasCX|iledelareunionRE|iledemanIM|ilemauriceMU|"
	"ilenorfolkNF|ilesalandAX|ilescaimanKY|ilescaimansKY|"
	"ilescocosCC|ilescookCK|ilesfalklandFK|ilesferoeFO|"
	"ilesheardetmacdonaldHM|ilesmalouinesFK|ilesmariannesdunordMP|"
	"ilesmarshallMH|ilesmineureseloigneesdesetatsunisUM|"
	"ilespitcairnPN|ilessalomonSB|ilesturksetcaicosTC|"
	"ilesturquesetcaiquesTC|ilesviergesamericainesVI|"
	"ilesviergesbritanniquesVG|ilesviergesdesetatsunisVI|indeIN|"
	"indiaIN|indonesiaID|indonesieID|irakIQ|iranIR|iraqIQ|"
	"irelandIE|irlandeIE|irlandedunordGB|islamicrepublicofiranIR|"
	"islandeIS|isleofmanIM|israelIL|italiaIT|italieIT|italyIT|"
	"ivorycoastCI|jamaicaJM|jamaiqueJM|japanJP|japonJP|jerseyJE|"
	"jordanJO|jordanieJO|kazakhstanKZ|kenyaKE|kirghizistanKG|"
	"kirghizstanKG|kiribatiKI|koreaKR|korearepublicofKR|kosovoXK|"
	"koweitKW|kuwaitKW|kyrgyzstanKG|laopeoplesdemocraticrepublicLA|"
	"laosLA|lareunionRE|latviaLV|lebanonLB|lesothoLS|lettonieLV|"
	"libanLB|liberiaLR|libyaLY|libyeLY|liechtensteinLI|lithuaniaLT|"
	"lituanieLT|luxembourgLU|luxemburgLU|macaoMO|macauMO|"
	"macedoineMK|macedoinedunordMK|macedoniaMK|madagascarMG|"
	"malaisieMY|malawiMW|malaysiaMY|maldivesMV|maliML|malouinesFK|"
	"maltaMT|malteMT|marocMA|marshallislandsMH|martiniqueMQ|"
	"mauriceMU|mauritaniaMR|mauritanieMR|mauritiusMU|mayotteYT|"
	"mexicoMX|mexiqueMX|micronesiaFM|micronesieFM|moldavieMD|"
	"moldovaMD|monacoMC|mongoliaMN|mongolieMN|montenegroME|"
	"montserratMS|moroccoMA|mozambiqueMZ|myanmarMM|namibiaNA|"
	"namibieNA|nauruNR|nederlandNL|nepalNP|netherlandsNL|"
	"newcaledoniaNC|newzealandNZ|nicaraguaNI|nigerNE|nigeriaNG|"
	"nioueNU|niueNU|norfolkislandNF|norgeNO|northernirelandGB|"
	"northernmarianaislandsMP|northkoreaKP|northmacedoniaMK|"
	"norvegeNO|norwayNO|nouvellecaledonieNC|nouvellezelandeNZ|"
	"oesterreichAT|omanOM|osterreichAT|ougandaUG|ouzbekistanUZ|"
	"pakistanPK|palaosPW|palauPW|palestinePS|panamaPA|"
	"papouasienouvelleguineePG|papuanewguineaPG|paraguayPY|"
	"paysbasNL|paysdegallesGB|perouPE|peruPE|philippinesPH|"
	"pitcairnPN|pitcairnislandsPN|plurinationalstateofboliviaBO|"
	"polandPL|polognePL|polskaPL|polynesiefrancaisePF|portoricoPR|"
	"portugalPT|provinceofchinataiwanTW|puertoricoPR|qatarQA|"
	"rdcongoCD|republicofirelandIE|republicofkoreaKR|"
	"republicofmoldovaMD|republicofthecongoCG|"
	"republiquearabesyrienneSY|republiquebolivarienneduvenezuelaVE|"
	"republiquecentrafricaineCF|republiquedecoreeKR|"
	"republiquedemocratiqueducongoCD|"
	"republiquedemocratiquepopulairelaoLA|republiquedemoldavieMD|"
	"republiquedirlandeIE|republiquedominicaineDO|"
	"republiqueducongoCG|republiqueislamiquediranIR|"
	"republiquepopulairedemocratiquedecoreeKP|republiquetchequeCZ|"
	"republiqueuniedetanzanieTZ|reunionRE|romaniaRO|roumanieRO|"
	"royaumeuniGB|russiaRU|russianfederationRU|russieRU|rwandaRW|"
	"saharaoccidentalEH|saintbarthelemyBL|"
	"saintchristopheetnievesKN|sainteheleneSH|"
	"sainteheleneascensionettristandacunhaSH|saintelucieLC|"
	"sainthelenaSH|sainthelenaascensionandtristandacunhaSH|"
	"saintkittsandnevisKN|saintkittsetnevisKN|saintluciaLC|"
	"saintmarinSM|saintmartinMF|saintmartinfrenchpartMF|"
	"saintmartinpartiefrancaiseMF|saintmartinpartieneerlandaiseSX|"
	"saintpierreandmiquelonPM|saintpierreetmiquelonPM|saintsiegeVA|"
	"saintvincentandthegrenadinesVC|saintvincentetlesgrenadinesVC|"
	"salvadorSV|samoaWS|samoaamericainesAS|sanmarinoSM|"
	"saotomeandprincipeST|saotomeetprincipeST|saudiarabiaSA|"
	"schweizCH|scotlandGB|senegalSN|serbiaRS|serbieRS|seychellesSC|"
	"sierraleoneSL|singaporeSG|singapourSG|sintmaartenSX|"
	"sintmaartendutchpartSX|slovakiaSK|slovaquieSK|sloveniaSI|"
	"slovenieSI|solomonislandsSB|somaliaSO|somalieSO|soudanSD|"
	"soudandusudSS|southafricaZA|"
	"southgeorgiaandthesouthsandwichislandsGS|southkoreaKR|"
	"southsudanSS|spainES|srilankaLK|stateofpalestinePS|sudanSD|"
	"suedeSE|suisseCH|suomiFI|surinamSR|surinameSR|"
	"svalbardandjanmayenSJ|svalbardetilejanmayenSJ|sverigeSE|"
	"svizzeraCH|swazilandSZ|swedenSE|switzerlandCH|syriaSY|"
	"syrianarabrepublicSY|syrieSY|tadjikistanTJ|taiwanTW|"
	"tajikistanTJ|tanzaniaTZ|tanzanieTZ|tchadTD|tchequieCZ|"
	"terresaustralesfrancaisesTF|"
	"territoirebritanniquedeloceanindienIO|thailandTH|thailandeTH|"
	"thebahamasBS|thegambiaGM|thenetherlandsNL|timorlesteTL|"
	"timororientalTL|togoTG|tokelauTK|tongaTO|trinidadandtobagoTT|"
	"triniteettobagoTT|tunisiaTN|tunisieTN|turkeyTR|turkiyeTR|"
	"turkmenistanTM|turksandcaicosislandsTC|turquieTR|tuvaluTV|"
	"uaeAE|ugandaUG|ukGB|ukraineUA|unitedarabemiratesAE|"
	"unitedkingdomGB|"
	"unitedkingdomofgreatbritainandnorthernirelandGB|"
	"unitedrepublicoftanzaniaTZ|unitedstatesUS|"
	"unitedstatesminoroutlyingislandsUM|unitedstatesofamericaUS|"
	"unitedstatesvirginislandsVI|uruguayUY|usvirginislandsVI|"
	"uzbekistanUZ|vanuatuVU|vaticanVA|vaticancityVA|"
	"vaticancitystateVA|venezuelaVE|vietnamVN|virginislandsusVI|"
	"walesGB|wallisandfutunaWF|wallisetfutunaWF|westernsaharaEH|"
	"yemenYE|zambiaZM|zambieZM|zimbabweZW|";

#define NAME_MAX_LETTERS 80

static const char *
find_alpha2(struct ou_str s)
{
	size_t low = 0, high = sizeof(codes) / ROW, at;
	int c;

	if (s.n != 2)
		return NULL;
	while (low < high) {
		at = (low + high) / 2;
		if ((c = memcmp(s.p, codes + at * ROW, 2)) == 0)
			return codes + at * ROW;
		if (c < 0)
			high = at;
		else
			low = at + 1;
	}
	return NULL;
}

bool
ou_country_known(struct ou_str alpha2)
{
	return find_alpha2(alpha2) != NULL;
}

bool
ou_country_eu(struct ou_str alpha2)
{
	/* Monaco is France for VAT (directive 2006/112/EC, article 7). */
	static const char members[] = "ATBEBGCYCZDEDKEEESFIFRGRHRHUIEITLTLU"
	    "LVMCMTNLPLPTROSESISK";
	size_t i;

	for (i = 0; alpha2.n == 2 && i < sizeof(members) - 1; i += 2) {
		if (memcmp(alpha2.p, members + i, 2) == 0)
			return true;
	}
	return false;
}

/* Letters only, lower case, accents off; the new length, or 0 when none fit. */
static size_t
fold(char *to, size_t n, struct ou_str s)
{
	char text[4 * NAME_MAX_LETTERS];
	size_t k = ou_utf8_fold(text, sizeof(text), s), i;

	for (i = k < sizeof(text) ? 0 : k; i < k; i++) {
		if (text[i] < 'a' || text[i] > 'z')
			continue;
		if (n == NAME_MAX_LETTERS)
			return 0;
		to[n++] = text[i];
	}
	return n;
}

/* The code behind "|name" and in front of "|". */
static const char *
find_name(const char *name, size_t n)
{
	char key[NAME_MAX_LETTERS + 1];
	const char *at = names, *end = names + sizeof(names) - 1;

	if (n == 0)
		return NULL;
	key[0] = '|';
	memcpy(key + 1, name, n++);
	while ((at = memmem(at, (size_t)(end - at), key, n)) != NULL) {
		at += n;
		if (*at >= 'A' && *at <= 'Z')
			return at;
	}
	return NULL;
}

/* "Korea, Republic of": what stands behind the comma goes in front. */
static const char *
find_turned(struct ou_str s)
{
	char text[NAME_MAX_LETTERS];
	ptrdiff_t comma = ou_str_find(s, ',');
	size_t n;

	if (comma < 0)
		return NULL;
	n = fold(text, 0, ou_str_sub(s, (size_t)comma + 1, s.n));
	if (n == 0 || (n = fold(text, n, ou_str_sub(s, 0, (size_t)comma))) == 0)
		return NULL;
	return find_name(text, n);
}

struct ou_str
ou_country_code(struct ou_str s)
{
	char text[NAME_MAX_LETTERS], upper[3];
	const char *found = NULL;
	size_t i;

	s = ou_str_trim(s);
	for (i = 0; s.n <= 3 && i < s.n; i++)
		upper[i] = (char)(s.p[i] >= 'a' && s.p[i] <= 'z' ?
		    s.p[i] - 32 : s.p[i]);
	if (s.n == 2) {
		found = find_alpha2(ou_str_make(upper, 2));
		/* What the EU and the British write. */
		if (found == NULL && memcmp(upper, "EL", 2) == 0)
			found = "GR";
	}
	for (i = 0; s.n == 3 && i + ROW < sizeof(codes); i += ROW) {
		if (memcmp(upper, codes + i + 2, 3) == 0)
			found = codes + i;
	}
	if (found == NULL)
		found = find_name(text, fold(text, 0, s));
	if (found == NULL)
		found = find_turned(s);
	return found != NULL ? ou_str_make(found, 2) : OU_STR_NONE;
}
